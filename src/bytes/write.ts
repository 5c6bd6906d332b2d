import { randomBytes } from "node:crypto";
import { type FileHandle, open, realpath, rename, stat, unlink } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ModelError } from "../errors.js";
import { reason } from "./file.js";

/** Bytes of the target's name that the temporary name keeps, so that both fit the 255 of common file systems. */
const KEPT_NAME = 200;
const LARGEST_WRITE = 2 ** 30;

/**
 * Writes a file so that at any moment, a crash or `kill -9` included, the path holds the old content or the new one, whole.
 * The bytes go to a hidden file in the same folder, are flushed, and take the path's place by one rename; the folder is
 * flushed after. Permissions of a file that is replaced stay; a symbolic link stays a link. Temporary files that a crash leaves
 * behind are `.NAME.XXXXXXXXXXXXXXXX.tmp`, never read, and may be deleted.
 * @throws ModelError `bytes/write`; what was there before is untouched, and the temporary file is gone
 */
export async function atomicWrite(path: string, chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  const name = Buffer.from(basename(target))
    .subarray(0, KEPT_NAME)
    .toString("utf8")
    .replace(/\uFFFD+$/, "");
  const temporary = join(folder, `.${name}.${randomBytes(8).toString("hex")}.tmp`);
  let created = false;
  try {
    const old = await stat(target).catch(() => undefined);
    if (old && !old.isFile()) throw new Error("it is not a regular file");
    const handle = await open(temporary, "wx", old ? 0o600 : 0o666);
    created = true;
    try {
      for await (const chunk of chunks) await writeWhole(handle, chunk);
      if (old) await handle.chmod(old.mode & 0o7777);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
    created = false;
    await syncFolder(folder);
  } catch (cause) {
    if (created) await unlink(temporary).catch(() => undefined);
    if (cause instanceof ModelError) throw cause;
    throw new ModelError("bytes/write", `${path} cannot be written: ${reason(cause)}.`, { where: path, cause });
  }
}

async function writeWhole(handle: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await handle.write(chunk, done, Math.min(chunk.length - done, LARGEST_WRITE));
    done += bytesWritten;
  }
}

/** Makes the rename last through a power cut. Windows and some network file systems cannot open folders. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(() => undefined);
  if (!handle) return;
  try {
    await handle.sync();
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
    if (code !== "EINVAL" && code !== "EPERM" && code !== "ENOTSUP" && code !== "EISDIR") throw cause;
  } finally {
    await handle.close();
  }
}

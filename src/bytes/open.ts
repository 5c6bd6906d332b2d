import { ModelError } from "../errors.js";
import { blobSource, memorySource } from "./memory.js";
import type { ByteSource } from "./source.js";

/** What can be opened: a path, a URL (`file:`, `http:`, `https:`), bytes in memory, a Blob, or a source of one's own. */
export type SourceInput = string | URL | Uint8Array | ArrayBuffer | Blob | ByteSource;

/**
 * Random access to what `input` names. Nothing is read yet, except over HTTP, where the first answer tells the size.
 * @param maxBytes - the most that is fetched at once from a server that does not answer ranges
 * @throws ModelError `bytes/not-found` where there is no such file or the server refuses it
 */
export async function openSource(input: SourceInput, maxBytes?: number): Promise<ByteSource> {
  if (input instanceof Uint8Array) return memorySource(input);
  if (input instanceof ArrayBuffer) return memorySource(new Uint8Array(input));
  if (typeof Blob === "function" && input instanceof Blob) return blobSource(input);
  if (typeof input === "string" || input instanceof URL) return openNamed(input, maxBytes);
  return input as ByteSource;
}

async function openNamed(input: string | URL, maxBytes?: number): Promise<ByteSource> {
  const url = input instanceof URL ? input : urlOf(input);
  if (url === undefined) return (await import("./file.js")).openFile(input as string);
  if (url.protocol === "file:") return (await import("./file.js")).openFile(url);
  if (url.protocol === "http:" || url.protocol === "https:") return (await import("./http.js")).openHttp(url, maxBytes);
  throw new ModelError(
    "bytes/not-found",
    `Nothing opens addresses that start with ${url.protocol}//; give a path, an http(s) URL or bytes.`,
    {
      where: String(input),
    },
  );
}

/** The URL a text is, if it is one; `C:\model.pkl` and names with colons are paths. */
function urlOf(text: string): URL | undefined {
  if (!/^[a-z][a-z0-9+.-]+:\/\//i.test(text)) return undefined;
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

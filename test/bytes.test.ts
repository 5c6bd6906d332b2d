import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sha256 } from "../src/bytes/digest.js";
import { openSource } from "../src/bytes/open.js";
import { readAll } from "../src/bytes/range.js";
import { atomicWrite } from "../src/bytes/write.js";
import { ModelError } from "../src/errors.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "brine-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const content = Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7919) >> 3);
const limits = { maxBytes: 1_000_000 };

async function served(listener: RequestListener, use: (url: string) => Promise<void>): Promise<void> {
  const server: Server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    await use(`http://user:secret@127.0.0.1:${(server.address() as AddressInfo).port}/model.pkl?token=1`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const ranged: RequestListener = (request, response) => {
  expect(request.headers.authorization).toBe(`Basic ${Buffer.from("user:secret").toString("base64")}`);
  const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? "") ?? [];
  const start = Number(from);
  const end = Math.min(Number(to) + 1, content.length);
  response
    .writeHead(206, { "Content-Range": `bytes ${start}-${end - 1}/${content.length}`, ETag: '"v1"' })
    .end(content.subarray(start, end));
};

describe("openSource", () => {
  test("a path, a file URL, bytes, a Blob: the same bytes", async () => {
    const path = join(folder, "a.bin");
    writeFileSync(path, content);
    for (const input of [path, pathToFileURL(path), pathToFileURL(path).href, content, content.buffer, new Blob([content])]) {
      const source = await openSource(input);
      expect(source.size).toBe(content.length);
      expect(await source.read(99_990, 10)).toEqual(content.subarray(99_990));
      expect(await sha256(source)).toBe(await sha256(content));
      await expect(source.read(99_991, 10)).rejects.toMatchObject({ code: "bytes/eof" });
      await expect(source.read(-1, 10)).rejects.toMatchObject({ code: "bytes/eof" });
      expect(await readAll(source, limits)).toEqual(content);
      await expect(readAll(source, { maxBytes: 99_999 })).rejects.toMatchObject({ code: "bytes/too-large" });
      await source.close?.();
    }
  });

  test("a folder is the files in it, and none beside it", async () => {
    mkdirSync(join(folder, "model", "variables"), { recursive: true });
    writeFileSync(join(folder, "model", "variables", "one.bin"), content);
    writeFileSync(join(folder, "model", "two.bin"), "");
    const { folder: found } = await openSource(join(folder, "model"));
    expect(found?.names).toEqual(["two.bin", "variables/one.bin"]);
    const one = await found?.source("variables/one.bin");
    expect(await one?.read(0, one.size)).toEqual(new Uint8Array(content));
    await one?.close?.();
    await expect(found?.source("../a.bin")).rejects.toMatchObject({ code: "bytes/not-found" });
  });

  test.each(["nothing-here.pkl", "", "s3://bucket/key", "file://host/x"])("%j is not found", async (name) => {
    await expect(openSource(name === "" || name.includes(":") ? name : join(folder, name))).rejects.toMatchObject({
      code: "bytes/not-found",
    });
  });

  test("a file that shrinks while it is open", async () => {
    const path = join(folder, "shrinks.bin");
    writeFileSync(path, content);
    const source = await openSource(path);
    writeFileSync(path, content.subarray(0, 1000));
    await expect(source.read(0, content.length)).rejects.toMatchObject({ code: "bytes/eof", offset: 1000 });
    await source.close?.();
  });

  test("a file and bytes in memory are read without waiting, others are not", async () => {
    const path = join(folder, "sync.bin");
    writeFileSync(path, content);
    for (const input of [path, content]) {
      const source = await openSource(input);
      const into = new Uint8Array(12).fill(9);
      source.readSync?.(99_990, into.subarray(1, 11));
      expect(into).toEqual(Uint8Array.of(9, ...content.subarray(99_990), 9));
      expect(() => source.readSync?.(99_991, new Uint8Array(10))).toThrow(ModelError);
      if (input === path) writeFileSync(path, content.subarray(0, 1000));
      if (input === path) expect(() => source.readSync?.(900, new Uint8Array(200))).toThrow("ends at 1000 now");
      await source.close?.();
    }
    expect((await openSource(new Blob([content]))).readSync).toBeUndefined();
  });

  test("siblings by plain name only", async () => {
    mkdirSync(join(folder, "inner"));
    writeFileSync(join(folder, "inner", "m.pkl"), "m");
    writeFileSync(join(folder, "inner", "m.pkl_01.npy"), "array");
    writeFileSync(join(folder, "outside.npy"), "secret");
    mkdirSync(join(folder, "inner", "deep"));
    const source = await openSource(join(folder, "inner", "m.pkl"));
    const found = await source.sibling?.("m.pkl_01.npy");
    expect(Buffer.from((await found?.read(0, 5)) ?? []).toString()).toBe("array");
    await found?.close?.();
    for (const name of ["../outside.npy", join(folder, "outside.npy"), "..", ".", "", "deep", "a\0b", "missing"])
      expect(await source.sibling?.(name)).toBeUndefined();
    await source.close?.();
  });

  test("HTTP by ranges", async () => {
    await served(ranged, async (url) => {
      const source = await openSource(url);
      expect(source.size).toBe(content.length);
      expect(source.name).not.toMatch(/secret|token/);
      expect(await source.read(70_000, 500)).toEqual(content.subarray(70_000, 70_500));
      expect(await readAll(source, limits)).toEqual(content);
    });
  });

  test("HTTP without ranges: one plain GET", async () => {
    let requests = 0;
    const plain: RequestListener = (_, response) => {
      requests++;
      response.end(content);
    };
    await served(plain, async (url) => {
      const source = await openSource(new URL(url));
      expect(await source.read(70_000, 500)).toEqual(content.subarray(70_000, 70_500));
      expect(requests).toBe(1);
      await expect(openSource(new URL(url), 99_999)).rejects.toMatchObject({ code: "bytes/too-large" });
    });
  });

  test("HTTP that refuses, changes or breaks off", async () => {
    await served(
      (_, response) => response.writeHead(404).end(),
      async (url) => {
        await expect(openSource(url)).rejects.toMatchObject({ code: "bytes/not-found" });
      },
    );
    const changed: RequestListener = (request, response) => {
      if (request.headers["if-range"] === undefined) ranged(request, response);
      else response.end("another file");
    };
    await served(changed, async (url) => {
      const source = await openSource(url);
      await expect(source.read(0, content.length)).rejects.toBeInstanceOf(ModelError);
    });
    const breaks: RequestListener = (_, response) => {
      response.writeHead(200, { "Content-Length": "5000" });
      response.write("start");
      setTimeout(() => response.destroy(), 20);
    };
    await served(breaks, async (url) => {
      await expect(openSource(url)).rejects.toMatchObject({ code: "bytes/eof" });
    });
  });
});

describe("atomicWrite", () => {
  const leftovers = () => readdirSync(folder).filter((name) => name.endsWith(".tmp"));

  test("writes chunks, replaces, keeps permissions and links", async () => {
    const path = join(folder, "out.bin");
    await atomicWrite(path, [content.subarray(0, 10), content.subarray(10)]);
    expect(new Uint8Array(readFileSync(path))).toEqual(content);
    chmodSync(path, 0o640);
    symlinkSync(path, join(folder, "link.bin"));
    await atomicWrite(
      join(folder, "link.bin"),
      (async function* () {
        yield Buffer.from("new");
      })(),
    );
    expect(readFileSync(path, "utf8")).toBe("new");
    expect(statSync(path).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(folder, "link.bin")).isSymbolicLink()).toBe(true);
    expect(leftovers()).toEqual([]);
  });

  test("names as long as the file system has them", async () => {
    const path = join(folder, `${"ü".repeat(120)}.joblib`);
    await atomicWrite(path, [content]);
    expect(statSync(path).size).toBe(content.length);
  });

  test("a source that fails leaves the old file and no other", async () => {
    const path = join(folder, "kept.bin");
    writeFileSync(path, "old");
    const fails = (error: Error) =>
      (function* () {
        yield content;
        throw error;
      })();
    await expect(atomicWrite(path, fails(new Error("disk on fire")))).rejects.toMatchObject({ code: "bytes/write" });
    await expect(atomicWrite(path, fails(new ModelError("pickle/write", "no")))).rejects.toMatchObject({ code: "pickle/write" });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(leftovers()).toEqual([]);
  });

  test("a folder that is not there, and a folder in the file's place", async () => {
    await expect(atomicWrite(join(folder, "none", "x"), [content])).rejects.toMatchObject({ code: "bytes/write" });
    await expect(atomicWrite(folder, [content])).rejects.toMatchObject({ code: "bytes/write" });
  });

  test("kill -9 at any moment leaves the old content or the new one, whole", async () => {
    const target = join(folder, "killed.bin");
    writeFileSync(target, Buffer.alloc(1_200_000, 255));
    const build = await import("esbuild");
    const script = join(folder, "writer.mjs");
    await build.build({
      stdin: {
        contents: `import { atomicWrite } from ${JSON.stringify(fileURLToPath(new URL("../src/bytes/write.ts", import.meta.url)))};
          const size = 400_000;
          process.stdout.write("ready");
          for (let round = 0; ; round++) {
            const chunk = Buffer.alloc(size, round);
            await atomicWrite(process.argv[2], [chunk, chunk, chunk]);
          }`,
        resolveDir: folder,
      },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: script,
      logLevel: "error",
    });
    const seen = new Set<number>();
    for (let kill = 0; kill < 25; kill++) {
      const child: ChildProcess = spawn(process.execPath, [script, target], { stdio: ["ignore", "pipe", "inherit"] });
      if (child.stdout) await once(child.stdout, "data");
      await new Promise((resolve) => setTimeout(resolve, 8 + kill * 3));
      child.kill("SIGKILL");
      await once(child, "exit");
      const bytes = readFileSync(target);
      expect(bytes.length).toBe(1_200_000);
      expect(bytes.every((byte) => byte === bytes[0])).toBe(true);
      seen.add(bytes[0] as number);
    }
    expect(seen.size).toBeGreaterThan(1);
    await atomicWrite(target, [content]);
    expect(readFileSync(target).length).toBe(content.length);
  }, 60_000);
});

import { createDeflate, createGunzip, createGzip, createInflate } from "node:zlib";
import { corrupt, Output, type Unpacked } from "./output.js";

/** Bytes handed to zlib's thread at a time, and taken from it. */
const INPUT_PIECE = 1024 * 1024;
const OUTPUT_PIECE = 256 * 1024;

/** Unpacks zlib (RFC 1950) or gzip (RFC 1952, any number of members) on Node's thread pool. */
export async function inflate(method: "zlib" | "gzip", input: Uint8Array, limit: number, where: string): Promise<Unpacked> {
  const output = new Output(limit, input.length, where);
  const options = { chunkSize: OUTPUT_PIECE };
  const stream = method === "gzip" ? createGunzip(options) : createInflate(options);
  return new Promise((resolve, reject) => {
    let at = 0;
    const feed = (): void => {
      while (at < input.length && !stream.destroyed) {
        const piece = input.subarray(at, at + INPUT_PIECE);
        at += piece.length;
        if (!stream.write(piece)) {
          stream.once("drain", feed);
          return;
        }
      }
      if (!stream.destroyed) stream.end();
    };
    stream.on("data", (chunk: Uint8Array) => {
      try {
        output.push(chunk);
      } catch (error) {
        stream.destroy();
        reject(error);
      }
    });
    stream.on("end", () => resolve(output.finish(stream.bytesWritten)));
    stream.on("error", (cause) => reject(corrupt(method, where, `is damaged (${cause.message})`, undefined, cause)));
    feed();
  });
}

/** Packs on Node's thread pool; joblib's default level is 3. */
export async function* deflate(
  method: "zlib" | "gzip",
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  level: number,
): AsyncGenerator<Uint8Array> {
  const { Readable } = await import("node:stream");
  const stream = method === "gzip" ? createGzip({ level }) : createDeflate({ level });
  const source = Readable.from(chunks, { objectMode: true });
  source.on("error", (error) => stream.destroy(error));
  for await (const chunk of source.pipe(stream)) yield chunk as Uint8Array;
}

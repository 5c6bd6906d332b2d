import { ModelError } from "../../../errors.js";
import { breathe, corrupt, Output, type Unpacked } from "../output.js";

const PIECE = 256 * 1024;
/** Streams of the web never let timers run by themselves. */
const STRETCH = 4 * 1024 * 1024;

/** Unpacks xz with the xz-embedded decoder compiled to WebAssembly (package `xz-decompress`), piece by piece. */
export async function unxz(input: Uint8Array, limit: number, where: string): Promise<Unpacked> {
  const output = new Output(limit, input.length, where);
  const { XzReadableStream } = await loadDecoder(where);
  let at = 0;
  const source = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= input.length) controller.close();
      // A copy: the decoder may look at the whole buffer behind a view.
      else controller.enqueue(input.slice(at, at + PIECE));
      at += PIECE;
    },
  });
  let pause = STRETCH;
  const reader = new XzReadableStream(source).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // Anything but padding behind the last stream is an error of the decoder's.
      if (done) return output.finish(input.length);
      output.push(value);
      if (output.length < pause) continue;
      pause = output.length + STRETCH;
      await breathe();
    }
  } catch (cause) {
    await reader.cancel().catch(() => undefined);
    if (cause instanceof ModelError) throw cause;
    throw corrupt("xz", where, `${reasonOf(cause)}`, undefined, cause);
  }
}

async function loadDecoder(where: string): Promise<typeof import("xz-decompress")> {
  try {
    const loaded = await import("xz-decompress");
    return "default" in loaded ? (loaded.default as typeof loaded) : loaded;
  } catch (cause) {
    throw new ModelError("codec/missing", `${where} is packed with xz; install the package xz-decompress to open it.`, { where, cause });
  }
}

/** XZ_OPTIONS_ERROR of xz-embedded: a filter besides LZMA2, or a checksum besides CRC-32 and CRC-64. Python writes neither unasked. */
const UNKNOWN_OPTIONS = /error code 6$/;

function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause);
  return UNKNOWN_OPTIONS.test(message) ? "uses a filter or a checksum that is not supported, or is damaged" : `is damaged (${message})`;
}

import { ModelError } from "../../../errors.js";
import { corrupt, Output } from "../output.js";

const PIECE = 256 * 1024;

/** Unpacks xz with the xz-embedded decoder compiled to WebAssembly (package `xz-decompress`), piece by piece. */
export async function unxz(input: Uint8Array, limit: number, where: string): Promise<Uint8Array> {
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
  const reader = new XzReadableStream(source).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return output.finish();
      output.push(value);
    }
  } catch (cause) {
    await reader.cancel().catch(() => undefined);
    if (cause instanceof ModelError) throw cause;
    throw corrupt("xz", where, `is damaged (${cause instanceof Error ? cause.message : String(cause)})`, undefined, cause);
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

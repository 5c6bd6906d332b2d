import { once } from "node:events";
import { reason } from "../../../bytes/file.js";
import { atomicWrite } from "../../../bytes/write.js";
import { ModelError } from "../../../errors.js";

/** Takes bytes in order. A file appears under its name when `close` is through, never in part. */
export interface Sink {
  /** Waits while the receiver is behind. */
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
  /** Gives up: a file stays as it was before. */
  abort(): Promise<void>;
}

/** A file that is written beside its name and renamed at the end, or standard output for `-`. */
export function openSink(pathOrDash: string, stdout: NodeJS.WritableStream = process.stdout): Sink {
  return pathOrDash === "-" ? new StreamSink(stdout) : new FileSink(pathOrDash);
}

class Aborted extends Error {}

/** Hands the bytes to atomicWrite, one piece at a time. */
class FileSink implements Sink {
  readonly #done: Promise<void>;
  #failure: unknown;
  #wake: (() => void) | undefined;
  #piece: { readonly bytes: Uint8Array; readonly taken: () => void } | undefined;
  #end: "open" | "closed" | "aborted" = "open";

  constructor(path: string) {
    this.#done = atomicWrite(path, this.#pieces());
    this.#done.catch((cause: unknown) => {
      this.#failure = cause;
      this.#piece?.taken();
    });
  }

  async *#pieces(): AsyncGenerator<Uint8Array> {
    for (;;) {
      if (this.#piece) {
        const { bytes, taken } = this.#piece;
        yield bytes;
        this.#piece = undefined;
        taken();
      } else if (this.#end === "closed") return;
      else if (this.#end === "aborted") throw new Aborted("the command was given up");
      else
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
    }
  }

  async write(bytes: Uint8Array): Promise<void> {
    if (this.#failure === undefined && bytes.length > 0)
      await new Promise<void>((taken) => {
        this.#piece = { bytes, taken };
        this.#wake?.();
      });
    if (this.#failure !== undefined) throw this.#failure;
  }

  async close(): Promise<void> {
    this.#end = "closed";
    this.#wake?.();
    await this.#done;
  }

  async abort(): Promise<void> {
    if (this.#end === "open") this.#end = "aborted";
    this.#wake?.();
    await this.#done.catch(() => undefined);
  }
}

class StreamSink implements Sink {
  readonly #stream: NodeJS.WritableStream;
  #failure: unknown;

  constructor(stream: NodeJS.WritableStream) {
    this.#stream = stream;
    stream.on("error", (cause: unknown) => {
      this.#failure = cause;
    });
  }

  async write(bytes: Uint8Array): Promise<void> {
    this.#check();
    if (!this.#stream.write(bytes)) await once(this.#stream, "drain").catch(() => undefined);
    this.#check();
  }

  #check(): void {
    if (this.#failure === undefined) return;
    throw new ModelError("bytes/write", `Standard output cannot be written: ${reason(this.#failure)}.`, {
      where: "-",
      cause: this.#failure,
    });
  }

  async close(): Promise<void> {
    await new Promise<void>((done) => {
      this.#stream.write("", () => done());
    });
    this.#check();
  }

  abort(): Promise<void> {
    return Promise.resolve();
  }
}

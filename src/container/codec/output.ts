import { allocateBytes } from "../../bytes/range.js";
import { ModelError } from "../../errors.js";

/** Pages are not real until they are written to, so generous room costs nothing and saves copies. */
const ROOM_PER_INPUT_BYTE = 8;
const SMALLEST_ROOM = 64 * 1024;
/** No engine that runs Brine allocates more in one piece without trouble at once; larger outputs grow into it. */
const LARGEST_FIRST_ROOM = 2 ** 31;

/**
 * Where a decoder puts what it unpacks: one buffer, never more than `limit` bytes, whose size is checked before it grows. The result
 * is a view of that buffer, not a copy.
 */
export class Output {
  bytes: Uint8Array;
  length = 0;

  constructor(
    readonly limit: number,
    compressedBytes: number,
    readonly where: string,
  ) {
    const room = Math.min(Math.max(SMALLEST_ROOM, compressedBytes * ROOM_PER_INPUT_BYTE), LARGEST_FIRST_ROOM, limit);
    this.bytes = allocateBytes(room, where);
  }

  /** Makes room for `more` bytes behind `length`; `bytes` may be another buffer afterwards. */
  reserve(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    if (needed > this.limit)
      throw new ModelError("bytes/too-large", `${this.where} unpacks to more than the limit (maxBytes) of ${this.limit} bytes.`, {
        where: this.where,
      });
    const larger = allocateBytes(Math.min(this.limit, Math.max(needed, this.bytes.length * 2)), this.where);
    larger.set(this.bytes.subarray(0, this.length));
    this.bytes = larger;
  }

  push(chunk: Uint8Array): void {
    this.reserve(chunk.length);
    this.bytes.set(chunk, this.length);
    this.length += chunk.length;
  }

  finish(consumed: number): Unpacked {
    return { content: this.bytes.subarray(0, this.length), consumed };
  }
}

export interface Unpacked {
  readonly content: Uint8Array;
  /** Bytes of the input, from its start, that belong to the stream; what is behind them means nothing to it. */
  readonly consumed: number;
}

export function corrupt(method: string, where: string, what: string, offset?: number, cause?: unknown): ModelError {
  return new ModelError(
    "codec/corrupt",
    `${where}: the ${method} stream ${what}${offset === undefined ? "" : ` at byte ${offset}`}; get a fresh copy of the file.`,
    { where, ...(offset === undefined ? {} : { offset }), cause },
  );
}

/** Lets timers and other requests run between stretches of synchronous decoding. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

import type { Result } from "./columns.js";

/** Rows of one result after the other, as bytes of a format. */
export interface Encoder {
  /** Bytes that can be written now; a format that needs all rows first keeps them. */
  encode(result: Result): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
  /** What is left, when no more rows come. */
  finish(): Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

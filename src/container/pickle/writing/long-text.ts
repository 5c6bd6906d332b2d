import { BULK, utf8OfBytes } from "../bulk-text.js";
import { Latin1Text } from "../values.js";
import type { Pickler } from "./pickler.js";
import type { Task } from "./tasks.js";

/** Bytes encoded at a time. */
const PIECE = 2 ** 20;

/** Writes the content of a long text behind its length, piece by piece. */
export class LongTextTask implements Task {
  #at = 0;

  constructor(readonly text: Latin1Text) {}

  step(pickler: Pickler): void {
    const { data } = this.text;
    if (this.#at < data.length) {
      pickler.output.append(utf8OfBytes(data.subarray(this.#at, this.#at + PIECE)));
      this.#at += PIECE;
      return;
    }
    pickler.tasks.pop();
    pickler.memoize(this.text);
  }
}

/** Bytes as the text that stands for them where a protocol has none. */
export function textOfBytes(data: Uint8Array): string | Latin1Text {
  const text = new Latin1Text(data);
  return data.length < BULK ? text.text : text;
}

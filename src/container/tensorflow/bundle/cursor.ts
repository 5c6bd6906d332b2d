import { ModelError } from "../../../errors.js";

/** Varints of more bytes than this hold more than 64 bits. */
const LONGEST_VARINT = 10;

/** Goes through bytes from front to back; whatever lies beyond their end is `bundle/malformed`. */
export class Cursor {
  at = 0;

  constructor(
    readonly bytes: Uint8Array,
    readonly where: string,
    /** Where the bytes begin in the file, for messages. */
    readonly base = 0,
  ) {}

  /** A varint below 2^53. */
  varint(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < LONGEST_VARINT; i++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) break;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) {
        if (Number.isSafeInteger(value)) return value;
        break;
      }
      scale *= 128;
    }
    return this.wrong("a number is cut off, or too large");
  }

  take(length: number): Uint8Array {
    if (!(length >= 0) || this.at + length > this.bytes.length)
      this.wrong(`${length} bytes are announced and ${this.bytes.length - this.at} are left`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  uint32(): number {
    const four = this.take(4);
    return new DataView(four.buffer, four.byteOffset, 4).getUint32(0, true);
  }

  wrong(what: string): never {
    throw new ModelError("bundle/malformed", `${this.where}: ${what}.`, { where: this.where, offset: this.base + this.at });
  }
}

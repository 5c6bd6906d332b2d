import { ModelError } from "../../../errors.js";
import { Op } from "../opcodes.js";

/** Payloads from here on are chunks of their own, outside of frames, and are not copied (PEP 3154's frame size). */
const FRAME_TARGET = 65_536;
const FRAME_HEADER = 9;
/** Room for an opcode, its length and the longest payload that is copied, and for the two names of a global. */
const ROOM = FRAME_TARGET + 1024;
/** Longest name of a module or class in protocols 2 and 3. */
const MAX_NAME = 16_384;

/** Collects a pickle's bytes; from protocol 4 on in frames, as CPython's `_Framer` cuts them. */
export class PickleOutput {
  /** Finished pieces that nobody took yet. */
  chunks: Uint8Array[] = [];
  #buffer = Buffer.alloc(FRAME_TARGET + ROOM);
  /** Where the open frame's content begins in the buffer, and how far it is filled. */
  #start = FRAME_HEADER;
  #at = FRAME_HEADER;
  #done = 0;

  constructor(readonly framed: boolean) {}

  /** Bytes written so far, those of the open frame with its header included. */
  get position(): number {
    this.flush();
    return this.#done;
  }

  /** Hands the finished pieces over. */
  take(): Uint8Array[] {
    const { chunks } = this;
    this.chunks = [];
    return chunks;
  }

  op(byte: number): void {
    if (this.#at - this.#start >= FRAME_TARGET) this.flush();
    this.#buffer[this.#at++] = byte;
  }

  /** An opcode and a number of `width` bytes, little-endian. */
  number(op: number, value: number, width: 1 | 2 | 4 | 8): void {
    this.op(op);
    if (width === 1) this.#at = this.#buffer.writeUInt8(value, this.#at);
    else if (width === 2) this.#at = this.#buffer.writeUInt16LE(value, this.#at);
    else if (width === 4) this.#at = this.#buffer.writeUInt32LE(value >>> 0, this.#at);
    else {
      this.#at = this.#buffer.writeUInt32LE(value % 2 ** 32, this.#at);
      this.#at = this.#buffer.writeUInt32LE(Math.floor(value / 2 ** 32), this.#at);
    }
  }

  float(value: number): void {
    this.op(Op.BINFLOAT);
    this.#at = this.#buffer.writeDoubleBE(value, this.#at);
  }

  /** An opcode, its length, and a payload. Long ones end the frame and stand outside of it. */
  payload(op: number, width: 1 | 4 | 8, bytes: Uint8Array): void {
    if (bytes.length < FRAME_TARGET) {
      this.number(op, bytes.length, width);
      this.raw(bytes);
      return;
    }
    this.outside(op, width, bytes.length);
    this.append(bytes);
  }

  /** The opcode and the length of a payload that follows by {@link append}, outside of frames. */
  outside(op: number, width: 1 | 4 | 8, length: number): void {
    this.flush();
    const header = Buffer.alloc(1 + width);
    header[0] = op;
    if (width === 4) header.writeUInt32LE(length, 1);
    else header.writeBigUInt64LE(BigInt(length), 1);
    this.append(header);
  }

  /** Bytes inside the frame. */
  raw(bytes: Uint8Array): void {
    this.#buffer.set(bytes, this.#at);
    this.#at += bytes.length;
  }

  /** A name. */
  name(text: string): void {
    // Up to three bytes a character fit.
    if (text.length > MAX_NAME)
      throw new ModelError("pickle/write", `A name of ${text.length} characters; protocols 2 and 3 take ${MAX_NAME}.`);
    this.#at += this.#buffer.write(text, this.#at, "utf8");
  }

  /** Ends the frame. */
  flush(): void {
    const size = this.#at - this.#start;
    if (size === 0) return;
    let from = this.#start;
    // CPython leaves the shortest frames without a header, too.
    if (this.framed && size >= 4) {
      from -= FRAME_HEADER;
      this.#buffer[from] = Op.FRAME;
      this.#buffer.writeUInt32LE(size, from + 1);
      this.#buffer.writeUInt32LE(0, from + 5);
    }
    const chunk = new Uint8Array(this.#at - from);
    chunk.set(this.#buffer.subarray(from, this.#at));
    this.append(chunk);
    this.#at = this.#start;
  }

  /** Bytes outside of frames. */
  append(bytes: Uint8Array): void {
    this.chunks.push(bytes);
    this.#done += bytes.length;
  }
}

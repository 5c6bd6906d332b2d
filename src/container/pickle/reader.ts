import { ModelError } from "../../errors.js";

const NEWLINE = 0x0a;

/** Reads the arguments of opcodes. Every read is checked against the bytes that remain, before anything is allocated. */
export class ArgumentReader {
  /** The next byte to read. */
  position: number;
  /** Never a Buffer, whose `slice` shares memory. */
  readonly bytes: Uint8Array;
  protected readonly buffer: Buffer;
  protected readonly data: DataView;

  constructor(
    bytes: Uint8Array,
    position: number,
    readonly where: string,
  ) {
    this.position = position;
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Moves past `length` bytes and answers where they begin. */
  take(length: number): number {
    const start = this.position;
    if (length > this.bytes.length - start) {
      const rest = this.bytes.length - start;
      throw this.error("bytes/eof", `The pickle is cut off: ${length} bytes announced, ${rest} left. Copy or download the file again.`);
    }
    this.position = start + length;
    return start;
  }

  u1(): number {
    return this.bytes[this.take(1)] as number;
  }

  u2(): number {
    return this.data.getUint16(this.take(2), true);
  }

  u4(): number {
    return this.data.getUint32(this.take(4), true);
  }

  i4(): number {
    return this.data.getInt32(this.take(4), true);
  }

  /** A length of 8 bytes; one beyond 2**53 is beyond the bytes that remain, too. */
  u8(): number {
    const at = this.take(8);
    return this.data.getUint32(at, true) + this.data.getUint32(at + 4, true) * 2 ** 32;
  }

  /** A length that Python reads as signed. */
  length4(): number {
    const length = this.i4();
    if (length < 0) throw this.error("pickle/argument", `A negative length of ${length} bytes.`);
    return length;
  }

  f8(): number {
    return this.data.getFloat64(this.take(8));
  }

  /** A view of the next bytes; nothing is copied. */
  view(length: number): Uint8Array {
    const start = this.take(length);
    return this.bytes.subarray(start, start + length);
  }

  /** The bytes up to the next newline, which is skipped. */
  line(): Uint8Array {
    const end = this.bytes.indexOf(NEWLINE, this.position);
    if (end < 0) throw this.error("bytes/eof", "The pickle is cut off: a line of text has no end.");
    const line = this.bytes.subarray(this.position, end);
    this.position = end + 1;
    return line;
  }

  error(
    code: "bytes/eof" | "pickle/opcode" | "pickle/stack" | "pickle/argument" | "pickle/limit" | "pickle/build",
    message: string,
  ): ModelError {
    return new ModelError(code, message, { where: this.where, offset: this.position, python: "UnpicklingError" });
  }
}

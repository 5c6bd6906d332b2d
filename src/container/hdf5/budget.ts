import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";

/** The most that deflate makes of a byte (1032 to 1); nothing that a model holds is packed tighter. */
const LARGEST_RATIO = 1032;
/** What a small file may unpack to, or fill with one value. */
const ALWAYS_ALLOWED = 64 * 2 ** 20;

/** What the datasets of one file may take, checked before anything of that size is allocated. */
export class Budget {
  #direct = 0;
  #made = 0;

  constructor(
    readonly where: string,
    readonly fileBytes: number,
    readonly limits: Limits,
  ) {}

  /** The most that may be made out of this file by unpacking. */
  get mostMade(): number {
    return Math.min(this.limits.maxBytes, Math.max(ALWAYS_ALLOWED, LARGEST_RATIO * this.fileBytes));
  }

  /** Bytes that are in the file as they are: together they cannot be more than the file, unless datasets overlap. */
  direct(path: string, bytes: number): void {
    this.#direct += bytes;
    if (this.#direct > this.fileBytes)
      throw this.#malformed(`${path} and the datasets before it announce ${this.#direct} bytes of its ${this.fileBytes}`);
    this.#checkLimit(path);
  }

  /** Bytes that are unpacked, or filled with one value. */
  made(path: string, bytes: number): void {
    this.#made += bytes;
    this.#checkLimit(path);
    if (this.#made > this.mostMade)
      throw this.#malformed(`${path} and the datasets before it unpack to ${this.#made} bytes out of ${this.fileBytes}`);
  }

  #checkLimit(path: string): void {
    const total = this.#direct + this.#made;
    if (total > this.limits.maxBytes)
      throw new ModelError(
        "bytes/too-large",
        `${this.where}: up to ${path} the datasets have ${total} bytes; the limit (maxBytes) is ${this.limits.maxBytes}.`,
        {
          where: this.where,
        },
      );
  }

  #malformed(what: string): ModelError {
    return new ModelError("hdf5/malformed", `${this.where} is no sound HDF5 file: ${what}.`, { where: this.where });
  }
}

/** Bits, most significant first, into bytes that grow. */
export class BitWriter {
  #bytes = new Uint8Array(64 * 1024);
  #length = 0;
  #bits = 0;
  #count = 0;

  /** Up to 24 bits. */
  write(width: number, value: number): void {
    this.#bits = (this.#bits << width) | value;
    this.#count += width;
    while (this.#count >= 8) {
      this.#count -= 8;
      if (this.#length === this.#bytes.length) this.#grow();
      this.#bytes[this.#length++] = this.#bits >>> this.#count;
    }
  }

  /** The whole bytes so far; up to seven bits stay. */
  take(): Uint8Array {
    const bytes = this.#bytes.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  /** Fills the last byte with zeros. */
  align(): void {
    if (this.#count > 0) this.write(8 - this.#count, 0);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}

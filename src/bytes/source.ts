/** Random access to bytes that need not be in memory. */
export interface ByteSource {
  /** For messages: a path, a URL, or `memory`. */
  readonly name: string;
  /** Length in bytes. */
  readonly size: number;
  /** Answers exactly `length` bytes or throws `bytes/eof`. The result may share memory with the source: do not write to it. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /** Fills `into` with the bytes from `offset` on, without waiting; absent where that cannot be. Throws as `read` does. */
  readSync?(offset: number, into: Uint8Array): void;
  /** A file beside this one, by its plain name (no separators); undefined where there is none or the source has no folder. */
  sibling?(name: string): Promise<ByteSource | undefined>;
  close?(): Promise<void>;
}

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
  /** What a folder holds; absent where the source is a file. A folder has no bytes of its own. */
  readonly folder?: Folder;
  close?(): Promise<void>;
}

/** Files under one roof: a folder, or what is like one. */
export interface Folder {
  /** Of the files, with `/` between the folders inside; each once, and none leads out. */
  readonly names: readonly string[];
  /** One file. @throws ModelError `bytes/not-found` where `names` has it not */
  source(name: string): Promise<ByteSource>;
}

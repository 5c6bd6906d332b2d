import type { ByteSource, Folder } from "../bytes/source.js";
import type { Limits } from "../limits.js";

/**
 * Bytes ⇄ a neutral structure. It knows nothing of any framework.
 * @typeParam C - the structure, tagged with the format's `type`
 */
export interface ContainerFormat<C extends Container = Container> {
  /** Unique name, such as `pickle`. */
  readonly type: C["type"];
  /** Usual extensions with their dot, for writing and for messages; reading goes by content. */
  readonly extensions: readonly string[];
  /** Bytes from the start of the file that `sniff` wants to see. */
  readonly headBytes: number;
  /** Pure, by content. At most one format answers true for a file. */
  sniff(head: Uint8Array): boolean;
  /** Everything that is wrong with the bytes is a ModelError with its place. */
  read(source: ByteSource, limits: Limits): Promise<C>;
  /** Formats that may be folders as well, decided by the names of the files in them. */
  readonly folder?: {
    sniff(names: readonly string[]): boolean;
    read(folder: Folder, name: string, limits: Limits): Promise<C>;
  };
}

/** A parsed file. Formats extend it with their own content. */
export interface Container {
  readonly type: string;
  /** Things the reader noticed that do not stop it: trailing bytes, parser differentials. */
  readonly notes: readonly Note[];
}

/** Something noticed while reading, for `inspect` and `scan`. */
export interface Note {
  readonly code: "trailing-data" | "second-pickle" | "parser-differential" | "unread-bytes" | "extension-code" | "old-format";
  readonly message: string;
  readonly offset: number;
}

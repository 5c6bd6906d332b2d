import type { ByteSource } from "../bytes/source.js";
import type { Limits } from "../limits.js";
import type { Evidence } from "./evidence.js";

/** Looks through one kind of file for what opening it in Python would act on. Nothing is executed. */
export interface Scanner {
  /** Unique name, such as `hdf5`. */
  readonly type: string;
  /** Bytes from the start of the file that `claims` wants to see. */
  readonly headBytes: number;
  /** By content. Several may claim one file: then each looks, since programs differ in what they take such a file for. */
  claims(head: Uint8Array, source: ByteSource): boolean | Promise<boolean>;
  /** Reports to `evidence`. A ModelError that it throws becomes a doubt. */
  scan(source: ByteSource, context: ScanContext): Promise<void>;
}

export interface ScanContext {
  readonly evidence: Evidence;
  readonly limits: Limits;
  /** Looks into what the file holds, whatever it is. */
  readonly nested: (source: ByteSource, evidence: Evidence) => Promise<void>;
}

import type { Container, Note } from "../container.js";
import type { Pickle } from "./read.js";

/** A file of one pickle, or of several in a row. One reader serves it and joblib's files (`../joblib/format.ts`). */
export interface PickleFile extends Container {
  readonly type: "pickle";
  readonly pickles: readonly Pickle[];
  readonly notes: readonly Note[];
  /** Bytes of the file. */
  readonly size: number;
}

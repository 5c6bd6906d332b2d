import { ModelError } from "../../errors.js";
import type { PyValue } from "./values.js";
import { Pickler, type Substitution, type WriteProtocol } from "./writing/pickler.js";

export type { Substitute, Substitution, WriteProtocol } from "./writing/pickler.js";

export interface WriteOptions {
  /** 2 to 5; Python 3.8 and newer read all, Python 2 reads 2. */
  readonly protocol: WriteProtocol;
  /** Writes other values, and bytes behind them, in place of some objects. */
  readonly substitution?: Substitution;
}

/**
 * A value as a pickle, in pieces that are made as they are asked for, so that no more than one is held. Records are replayed as they were read; what was shared is shared again, cycles included;
 * out-of-band buffers go into the pickle. Long bytes are not copied: the pieces view them.
 * @throws pickle/write where the protocol cannot hold a value
 */
export function pickleChunks(root: PyValue, options: WriteOptions): Iterable<Uint8Array> {
  const { protocol } = options;
  if (![2, 3, 4, 5].includes(protocol)) throw new ModelError("pickle/write", `Protocol ${protocol}; pickles are written with 2 to 5.`);
  return new Pickler(root, protocol, options.substitution).run();
}

/** The same in one piece. */
export function writePickle(root: PyValue, options: WriteOptions): Uint8Array {
  const chunks = [...pickleChunks(root, options)];
  const bytes = new Uint8Array(chunks.reduce((size, chunk) => size + chunk.length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

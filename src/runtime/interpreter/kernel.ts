import type { RuntimeValue } from "../../graph/info.js";
import type { Node, OpSpec } from "../../graph/op.js";

/** Computes one node: inputs in the node's order, outputs likewise. Never writes to its inputs. */
export type Run = (inputs: readonly RuntimeValue[]) => readonly RuntimeValue[];

/** How the interpreter runs an op. */
export interface Kernel {
  readonly op: string;
  /**
   * Called once per node: reads attributes and constants, picks the loop for the dtype, and answers what runs many times.
   * With `overwrite`, nobody reads the storage of the first input afterwards, and the answer may be written over it.
   * `kernels` are for ops that hold graphs of their own.
   */
  prepare(node: Node, overwrite?: boolean, kernels?: ReadonlyMap<string, Kernel>): Run;
  /** Whether outputs are storage of their own: no input's, no constant's, none that is kept. */
  readonly fresh?: boolean;
}

/** A kernel whose attributes have the types that the op's spec declares. */
export function kernel<A extends object>(
  spec: OpSpec<A>,
  prepare: (attributes: A, node: Node, overwrite: boolean, kernels: ReadonlyMap<string, Kernel> | undefined) => Run,
  traits: Pick<Kernel, "fresh"> = {},
): Kernel {
  return {
    op: spec.op,
    prepare: (node, overwrite = false, kernels = undefined) => prepare(node.attributes as A, node, overwrite, kernels),
    ...traits,
  };
}

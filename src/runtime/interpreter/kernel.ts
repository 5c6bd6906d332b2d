import type { RuntimeValue } from "../../graph/info.js";
import type { Node, OpSpec } from "../../graph/op.js";

/** Computes one node: inputs in the node's order, outputs likewise. Never writes to its inputs. */
export type Run = (inputs: readonly RuntimeValue[]) => readonly RuntimeValue[];

/** How the interpreter runs an op. */
export interface Kernel {
  readonly op: string;
  /** Called once per node: reads attributes and constants, picks the loop for the dtype, and answers what runs many times. */
  prepare(node: Node): Run;
}

/** A kernel whose attributes have the types that the op's spec declares. */
export function kernel<A extends object>(spec: OpSpec<A>, prepare: (attributes: A, node: Node) => Run): Kernel {
  return { op: spec.op, prepare: (node) => prepare(node.attributes as A, node) };
}

import { GraphBuilder } from "../src/graph/builder.js";
import { csr, dense, type RuntimeValue } from "../src/graph/info.js";
import type { Node, OpSpec } from "../src/graph/op.js";
import { kernels } from "../src/runtime/interpreter/kernels/index.js";
import { CsrMatrix } from "../src/sparse.js";

const byOp = new Map(kernels.map((kernel) => [kernel.op, kernel]));

export function prepare(node: Node): (inputs: readonly RuntimeValue[]) => readonly RuntimeValue[] {
  const kernel = byOp.get(node.op);
  if (!kernel) throw new Error(`No kernel for ${node.op}`);
  return kernel.prepare(node);
}

/** A graph of one node; `constants` lists the inputs that it knows beforehand. */
export function nodeFor<A extends object>(
  spec: OpSpec<A>,
  inputs: readonly RuntimeValue[],
  attributes: A,
  constants: readonly number[] = [],
): Node {
  const builder = new GraphBuilder((node, values) => prepare(node)(values));
  const values = inputs.map((input, i) =>
    constants.includes(i)
      ? builder.constant(input)
      : builder.input(`x${i}`, input instanceof CsrMatrix ? csr(input.dtype, input.shape) : dense(input.dtype, input.shape)),
  );
  builder.emit(spec, values, attributes);
  const [node] = builder.nodes;
  if (!node) throw new Error(`${spec.op} was folded away`);
  return node;
}

export function run<A extends object>(spec: OpSpec<A>, inputs: readonly RuntimeValue[], attributes: A, constants: readonly number[] = []) {
  return prepare(nodeFor(spec, inputs, attributes, constants))(inputs);
}

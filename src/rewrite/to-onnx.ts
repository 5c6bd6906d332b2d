import { catalog } from "../catalog.js";
import { ModelError } from "../errors.js";
import { type Graph, GraphBuilder, isGraph } from "../graph/builder.js";
import { dense, type Info, type RuntimeValue } from "../graph/info.js";
import type { Attributes, Node } from "../graph/op.js";
import type { Value } from "../graph/value.js";
import { CsrMatrix } from "../sparse.js";
import { type DType, type HostValue, Tensor, zeros } from "../tensor.js";
import { withChannelsFirst } from "./channels-first.js";
import { keepScalesExact } from "./exact-scale.js";
import { expansions } from "./expand/index.js";
import type { Expansion } from "./expansion.js";

/** An expansion may use ops that are expanded in their turn; beyond this depth one of them leads back to itself. */
const MAX_PASSES = 16;

/**
 * The graph in standard ONNX ops only, for `encodeOnnx`: sparse inputs become dense, inputs of Python objects become strings, checks of
 * the input are left out. Throws `onnx/no-standard-op` at an op that has no equivalent.
 */
export function toOnnxGraph(graph: Graph, custom: readonly Expansion[] = []): Graph {
  const known = catalog([...expansions, ...custom], (expansion) => expansion.op);
  let current = withChannelsFirst(graph);
  for (let i = 0; i < MAX_PASSES; i++) {
    const expanded = pass(current, known, custom);
    if (!expanded.changed) return keepScalesExact(expanded.graph);
    current = expanded.graph;
  }
  const left = current.nodes.find((node) => known.has(node.op));
  throw new ModelError("onnx/no-standard-op", `${left?.op} is still there after ${MAX_PASSES} rounds of expanding ops.`);
}

/**
 * The graph with ops of our own domain in standard ones, and standard ones as they are: for a runtime, where export has more to mind.
 * onnxruntime's Sigmoid is off by 3e-7, which would show where a single layer is asked for its answer, and is lost in what networks of
 * convolutions add up: they keep it, since it is half as fast again.
 */
export function inStandardOps(graph: Graph): Graph {
  const convolves = graph.nodes.some(({ op }) => op === "Conv");
  const own = new Map(
    [...catalog(expansions, ({ op }) => op)].filter(([op]) => op.startsWith("brine.") || (op === "Sigmoid" && !convolves)),
  );
  let current = graph;
  const within = ({ attributes }: Node): boolean =>
    Object.values(attributes).some((value) => isGraph(value) && value.nodes.some((node) => node.op.startsWith("brine.") || within(node)));
  const open = (node: Node): boolean => own.has(node.op) || within(node);
  for (let i = 0; i < MAX_PASSES && current.nodes.some(open); i++) current = pass(current, own, []).graph;
  return current;
}

function pass(graph: Graph, known: ReadonlyMap<string, Expansion>, custom: readonly Expansion[]): { graph: Graph; changed: boolean } {
  const builder = new GraphBuilder(graph.outputs[0]?.builder.fold ?? refuse);
  const values = new Map<Value, Value>();
  const constants = new Map<RuntimeValue, Tensor>();
  const mapped = (value: Value): Value => {
    let found = values.get(value);
    if (found === undefined) {
      if (value.constant === undefined) throw new ModelError("graph/spec", "A node uses a value that no node before it makes.");
      const constant = constants.get(value.constant) ?? denseConstant(value.constant);
      constants.set(value.constant, constant);
      found = builder.constant(constant);
      values.set(value, found);
    }
    return found;
  };
  for (const input of graph.inputs) values.set(input, builder.input(input.name ?? "", exported(input)));
  let changed = false;
  for (const node of graph.nodes) {
    const inputs = node.inputs.map(mapped);
    const expanded = known.get(node.op)?.expand(inputs, node.attributes);
    if (expanded) changed = true;
    else if (node.op.startsWith("brine."))
      throw new ModelError("onnx/no-standard-op", `${node.op} has no equivalent in standard ONNX.`, { where: node.op });
    const outputs = expanded ?? builder.emit(node.spec, inputs, withBodies(node.attributes, custom) as never);
    bind(node, outputs, values);
  }
  return { graph: builder.finish(graph.outputs.map(mapped)), changed };
}

/** Graphs that are attributes, in standard ops as well. */
function withBodies(attributes: Attributes, custom: readonly Expansion[]): Attributes {
  if (!Object.values(attributes).some(isGraph)) return attributes;
  return Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, isGraph(value) ? toOnnxGraph(value, custom) : value]));
}

function bind(node: Node, outputs: readonly Value[], values: Map<Value, Value>): void {
  if (outputs.length !== node.outputs.length)
    throw new RangeError(`The expansion of ${node.op} answers ${outputs.length} values for ${node.outputs.length} outputs.`);
  for (const [i, output] of node.outputs.entries()) values.set(output, outputs[i] as Value);
}

const exportedDType = (dtype: DType): DType => (dtype === "object" ? "string" : dtype);
const exported = ({ dtype, shape }: Info): Info => dense(exportedDType(dtype), shape);

function denseConstant(constant: RuntimeValue): Tensor {
  if (constant instanceof CsrMatrix) return toDense(constant);
  if (constant.dtype !== "object") return constant;
  const cells = constant.data as readonly HostValue[];
  // What else an object array holds only matters to the ops of our own domain that look at it.
  return cells.every((cell) => typeof cell === "string") ? new Tensor("string", constant.shape, [...cells]) : constant;
}

function toDense({ shape, data, indices, indptr }: CsrMatrix): Tensor {
  const dense = zeros(data.dtype, shape);
  const target = dense.data as (number | bigint)[] & typeof dense.data;
  for (let row = 0; row < shape[0]; row++)
    for (let k = indptr[row] ?? 0; k < (indptr[row + 1] ?? 0); k++) {
      const at = row * shape[1] + (indices[k] ?? 0);
      target[at] = ((target[at] as number) + (data.data[k] as number)) as never;
    }
  return dense;
}

function refuse(): never {
  throw new ModelError("graph/spec", "A graph without outputs has nothing to compute.");
}

import { type Graph, GraphBuilder } from "../graph/builder.js";
import type { Node } from "../graph/op.js";
import type { Value } from "../graph/value.js";
import { Tensor } from "../tensor.js";

/**
 * Keeps onnxruntime's MatMulScaleFusion from joining a single factor with the float64 MatMul beside it: the joined op holds the factor as a
 * float32, which costs nine digits. Two signs are turned, (-x) * (-c) for x * c, which is exact and parts them.
 */
export function keepScalesExact(graph: Graph): Graph {
  const made = new Set<Value>();
  const taken = new Set<Value>();
  for (const { op, inputs, outputs } of graph.nodes) {
    if (op !== "MatMul" || outputs[0]?.dtype !== "float64") continue;
    for (const output of outputs) made.add(output);
    for (const input of inputs) taken.add(input);
  }
  const beside = (node: Node): Beside | undefined => {
    const scale = scaleOf(node);
    if (scale === undefined) return undefined;
    const [behind, before] = [node.inputs.some((input) => made.has(input)), node.outputs.some((output) => taken.has(output))];
    return behind || before ? { scale, behind, before } : undefined;
  };
  return graph.nodes.some(beside) ? rebuilt(graph, beside) : graph;
}

/** A factor (input number `scale`) behind a product, before one, or between two. */
interface Beside {
  readonly scale: number;
  readonly behind: boolean;
  readonly before: boolean;
}

/** Which input of a Mul, or the divisor of a Div, is one constant number that float32 does not hold. */
function scaleOf({ op, inputs }: Node): number | undefined {
  if (op !== "Mul" && op !== "Div") return undefined;
  const at = inputs.findIndex(({ constant }, i) => (op === "Mul" || i === 1) && constant instanceof Tensor && constant.size === 1);
  const constant = inputs[at]?.constant;
  if (!(constant instanceof Tensor) || constant.dtype !== "float64") return undefined;
  const scale = Number(constant.at(0));
  return Object.is(Math.fround(op === "Div" ? 1 / scale : scale), op === "Div" ? 1 / scale : scale) ? undefined : at;
}

function rebuilt(graph: Graph, beside: (node: Node) => Beside | undefined): Graph {
  const [first] = graph.inputs;
  if (first === undefined) return graph;
  const builder = new GraphBuilder(first.builder.fold);
  const values = new Map<Value, Value>();
  const mapped = (value: Value): Value => {
    const known = values.get(value) ?? (value.constant ? builder.constant(value.constant) : undefined);
    if (known === undefined) throw new RangeError("A node uses a value that no node before it makes.");
    values.set(value, known);
    return known;
  };
  for (const input of graph.inputs) values.set(input, builder.input(input.name ?? "", input));
  for (const node of graph.nodes) {
    const inputs = node.inputs.map(mapped);
    const found = beside(node);
    // A sign before the factor parts it from the product in front, one after it from the product behind; the factor takes the third.
    const turned = found
      ? inputs.map((input, i) => ((i === found.scale ? found.behind !== found.before : found.behind) ? input.neg() : input))
      : inputs;
    const answered = builder.emit(node.spec, turned, node.attributes as never);
    const outputs = found?.before ? answered.map((output) => output.neg()) : answered;
    for (const [i, output] of node.outputs.entries()) values.set(output, outputs[i] as Value);
  }
  return builder.finish(graph.outputs.map(mapped));
}

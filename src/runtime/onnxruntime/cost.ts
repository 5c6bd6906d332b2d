import type { Graph } from "../../graph/builder.js";
import type { Dim } from "../../graph/info.js";
import { computeDType } from "../../graph/onnx/gaps.js";
import type { Node } from "../../graph/op.js";
import type { PoolAttributes } from "../../graph/ops/pooling.js";
import type { ScanAttributes } from "../../graph/ops/scan.js";
import type { Value } from "../../graph/value.js";
import type { DType } from "../../tensor.js";

/*
 * Measured on two cores of a virtual machine (2026, Node 20, onnxruntime-node 1.30), rounded in the interpreter's favour: only
 * ratios of two and more matter, and those hold on other machines.
 */

/** Matrices from 100 x 100 x 10 to 10,000 x 784 x 100: the interpreter does 1.2 to 3 Gflop/s, onnxruntime 12 to 45. */
const MATMUL = { interpreter: 0.5, onnxruntime: 0.08 };
/** Functions that onnxruntime vectorizes, per element. */
const FUNCTIONS: Readonly<Record<string, { readonly interpreter: number; readonly onnxruntime: number }>> = {
  Exp: { interpreter: 18, onnxruntime: 13 },
  Tanh: { interpreter: 40, onnxruntime: 8 },
  Softmax: { interpreter: 50, onnxruntime: 24 },
  Log: { interpreter: 18, onnxruntime: 18 },
  Pow: { interpreter: 40, onnxruntime: 40 },
};
/**
 * Filters over many channels and filters over one, per product; 3 x 3 over 28 x 28 x 1 to 224 x 224 x 64 in float32. onnxruntime adds and
 * cuts off at 0 as it goes, so that what stands behind a convolution costs nothing there.
 */
const CONVOLUTION = { interpreter: 0.25, onnxruntime: 0.03 };
const DEPTHWISE = { interpreter: 1, onnxruntime: 0.15 };
/** A step's products with the weights of its input and its state. */
const RECURRENT = { interpreter: 0.25, onnxruntime: 0.06 };
/** Per number under a window. */
const POOLING = { interpreter: 1.5, onnxruntime: 0.3 };
/** Everything else reads and writes memory; a loop in JavaScript does that as well as C++ does. */
const MEMORY = { interpreter: 4, onnxruntime: 6 };

/** What a node of a loop's step takes longer in the interpreter, which makes its answer anew each time: 2 µs, to 1. */
const NODE_NANOSECONDS = 1000;

/** What one run of a session takes however small its graph, in nanoseconds. */
export const RUN_NANOSECONDS = 20_000;

/**
 * Ops whose answers in onnxruntime differ from the interpreter's by rounding only (3 ulp; matrix products and sums by their order).
 * Not among them: Sigmoid (0 below -709), LogSoftmax in float32, ArgMax and TopK (NaN), text, and what looks up by index.
 */
const faithful = new Set([
  ...["MatMul", "Add", "Sub", "Mul", "Div", "Neg", "Abs", "Sqrt", "Exp", "Log", "Tanh", "Pow", "Max", "Min", "Relu", "Softmax"],
  ...["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or", "Not", "Where", "IsNaN"],
  ...["ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceSumSquare", "ReduceL1", "ReduceL2"],
  ...["Reshape", "Transpose", "Squeeze", "Unsqueeze", "Expand", "Concat", "Slice", "Cast"],
]);
/** Ops that differ by what single precision allows for; those of our own domain are written in standard ones. */
const single = new Set([
  ...["Conv", "ConvTranspose", "MaxPool", "AveragePool", "Pad", "Resize", "Clip", "RNN", "GRU", "LSTM", "GatherND"],
  ...["Sigmoid", "Softplus", "Erf", "LogSoftmax", "Sign", "Floor", "Ceil", "Sin", "Cos", "brine.Log1p", "brine.Expm1"],
  ...["ReduceL2", "ReduceProd", "ReduceLogSumExp", "CumSum"],
]);
/** Inputs that count or choose, behind the first, have dtypes of their own. */
const choosing = new Set(["Where", "RNN", "GRU", "LSTM", "GatherND"]);
const crossing: ReadonlySet<DType> = new Set(["float64", "float32", "int64", "int32", "bool"]);

const crosses = ({ dtype, layout }: Value): boolean => layout === "dense" && crossing.has(dtype);

/** One step of a loop. */
const bodyOf = (node: Node): Graph | undefined => (node.op === "Scan" ? (node.attributes as unknown as ScanAttributes).body : undefined);

/** Integers divided by 0 end the process in C++, and NaN as an integer is whatever the processor makes of it. */
function needsFloats(node: Node): boolean {
  const [from, to] = [node.inputs[0]?.dtype, node.outputs[0]?.dtype];
  if (node.op === "Cast") return from?.startsWith("float") === true && to?.startsWith("int") === true;
  return (node.op === "Div" || node.op === "Pow") && from?.startsWith("float") === false;
}

/** Whether onnxruntime computes a node natively and to the same answer, or one that single precision cannot tell from it. */
export function runsFaithfully(node: Node, singlePrecision = false): boolean {
  const body = bodyOf(node);
  if (body !== undefined)
    return [...node.inputs, ...node.outputs].every(crosses) && body.nodes.every((inner) => runsFaithfully(inner, singlePrecision));
  const [first, second] = node.inputs;
  const data = node.op === "Where" ? second : first;
  const near = singlePrecision && single.has(node.op) && data?.dtype === "float32";
  return (
    (near || faithful.has(node.op)) &&
    !needsFloats(node) &&
    [...node.inputs, ...node.outputs].every(crosses) &&
    (choosing.has(node.op) ? [data] : node.inputs).every((input) => input && computeDType(node.op, input.dtype) === input.dtype)
  );
}

/** Nanoseconds that a node takes less in onnxruntime than in the interpreter; negative where it takes longer. */
export function savedNanoseconds(node: Node, rows: number): number {
  if (node.op === "MatMul") {
    const inner = node.inputs[0]?.shape.at(-1) ?? 1;
    return 2 * elements(node.outputs[0], rows) * length(inner, rows) * (MATMUL.interpreter - MATMUL.onnxruntime);
  }
  const body = bodyOf(node);
  if (body !== undefined) {
    const steps = length(node.inputs.at(-1)?.shape[1] ?? 1, rows);
    return steps * body.nodes.reduce((sum, inner) => sum + NODE_NANOSECONDS + savedNanoseconds(inner, rows), 0);
  }
  const many = products(node, rows);
  if (many) return many.count * (many.each.interpreter - many.each.onnxruntime);
  const { interpreter, onnxruntime } = FUNCTIONS[node.op] ?? MEMORY;
  return Math.max(elements(node.inputs[0], rows), elements(node.outputs[0], rows)) * (interpreter - onnxruntime);
}

/** A length that only the run will tell counts as the number of rows, which most of them are. */
const length = (dim: Dim, rows: number): number => (typeof dim === "number" ? dim : rows);

function elements(value: Value | undefined, rows: number): number {
  return value?.shape.reduce<number>((size, dim) => size * length(dim, rows), 1) ?? 0;
}

/** How many products (or numbers under windows) an op goes through, and what each costs. */
function products(node: Node, rows: number): { readonly count: number; readonly each: typeof CONVOLUTION } | undefined {
  const [x, w] = node.inputs;
  const [y] = node.outputs;
  if (node.op === "MaxPool" || node.op === "AveragePool") {
    const { kernel } = node.attributes as unknown as PoolAttributes;
    return { count: elements(y, rows) * kernel.reduce((size, length) => size * length, 1), each: POOLING };
  }
  if (node.op === "RNN" || node.op === "GRU" || node.op === "LSTM") {
    const steps = elements(x, rows) / length(x?.shape[2] ?? 1, rows);
    return { count: steps * (elements(w, rows) + elements(node.inputs[2], rows)), each: RECURRENT };
  }
  if (node.op !== "Conv" && node.op !== "ConvTranspose") return undefined;
  // Each place of the output of the one, or of the input of the other, meets the filters of a channel.
  const [places, filters = 1] = node.op === "Conv" ? [y, w?.shape[0]] : [x, w?.shape[0]];
  const each = node.op === "Conv" && w?.shape[1] === 1 ? DEPTHWISE : CONVOLUTION;
  return { count: (elements(places, rows) * elements(w, rows)) / Number(filters), each };
}

/** Nanoseconds that onnxruntime would save of each row, over all nodes that it could take. */
export function savedPerRow(graph: Graph): number {
  return graph.nodes.reduce((sum, node) => sum + (runsFaithfully(node, graph.single) ? Math.max(0, savedNanoseconds(node, 1)) : 0), 0);
}

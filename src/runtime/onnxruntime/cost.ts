import type { Dim } from "../../graph/info.js";
import { computeDType } from "../../graph/onnx/gaps.js";
import type { Node } from "../../graph/op.js";
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
/** Everything else reads and writes memory; a loop in JavaScript does that as well as C++ does. */
const MEMORY = { interpreter: 4, onnxruntime: 6 };

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
const crossing: ReadonlySet<DType> = new Set(["float64", "float32", "int64", "int32", "bool"]);

/** Integers divided by 0 end the process in C++, and NaN as an integer is whatever the processor makes of it. */
function needsFloats(node: Node): boolean {
  const [from, to] = [node.inputs[0]?.dtype, node.outputs[0]?.dtype];
  if (node.op === "Cast") return from?.startsWith("float") === true && to?.startsWith("int") === true;
  return (node.op === "Div" || node.op === "Pow") && from?.startsWith("float") === false;
}

/** Whether onnxruntime computes a node natively and to the same answer. */
export function runsFaithfully(node: Node): boolean {
  return (
    faithful.has(node.op) &&
    !needsFloats(node) &&
    [...node.inputs, ...node.outputs].every(({ dtype, layout }) => layout === "dense" && crossing.has(dtype)) &&
    node.inputs.every(({ dtype }, i) => (node.op === "Where" && i === 0) || computeDType(node.op, dtype) === dtype)
  );
}

/** Nanoseconds that a node takes less in onnxruntime than in the interpreter; negative where it takes longer. */
export function savedNanoseconds(node: Node, rows: number): number {
  if (node.op === "MatMul") {
    const inner = node.inputs[0]?.shape.at(-1) ?? 1;
    return 2 * elements(node.outputs[0], rows) * length(inner, rows) * (MATMUL.interpreter - MATMUL.onnxruntime);
  }
  const { interpreter, onnxruntime } = FUNCTIONS[node.op] ?? MEMORY;
  return Math.max(elements(node.inputs[0], rows), elements(node.outputs[0], rows)) * (interpreter - onnxruntime);
}

/** A length that only the run will tell counts as the number of rows, which most of them are. */
const length = (dim: Dim, rows: number): number => (typeof dim === "number" ? dim : rows);

function elements(value: Value | undefined, rows: number): number {
  return value?.shape.reduce<number>((size, dim) => size * length(dim, rows), 1) ?? 0;
}

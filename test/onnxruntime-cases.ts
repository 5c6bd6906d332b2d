import type { OpSpec } from "../src/graph/op.js";
import { gatherSteps } from "../src/graph/ops/gatherSteps.js";
import * as ops from "../src/graph/ops/index.js";
import { gru, lstm, rnn } from "../src/graph/ops/recurrent.js";
import type { DType } from "../src/tensor.js";

/** What one op is tried on. */
export interface Case {
  readonly spec: OpSpec<never>;
  /** The inputs' shapes, as `[5,7] [7]`. */
  readonly shapes: readonly string[];
  readonly attributes?: readonly object[];
  /** dtypes of the inputs from the one that varies; all alike by default. */
  readonly inputs?: (dtype: DType) => readonly DType[];
  readonly dtypes: readonly DType[];
  /** Range of the integers, where the op or onnxruntime minds overflow. */
  readonly range?: readonly [number, number];
  /** Values that onnxruntime handles otherwise than NumPy, by whose rules the interpreter goes. */
  readonly without?: readonly ("nan" | "infinity" | "zero" | "large")[];
  /** Errors are measured against the largest magnitude of the answer, not each element's own. */
  readonly cancels?: boolean;
  /** Errors are measured against the largest number that was added up: what is left of a sum may be small. */
  readonly adds?: boolean;
}

export const floats: DType[] = ["float64", "float32"];
export const wholes: DType[] = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"];
export const numbers: DType[] = [...floats, ...wholes];
const everything: DType[] = [...numbers, "bool", "string"];

const pairs = [
  "[] []",
  "[3] []",
  "[1] [1]",
  "[5,7] [5,7]",
  "[5,7] [7]",
  "[7] [5,7]",
  "[5,7] [5,1]",
  "[1,7] [5,1]",
  "[2,1,3,1] [4,1,5]",
  "[2,3,1,5] [1,3,4,1]",
  "[0,7] [1,7]",
  "[4,0] [4,1]",
];
const single = ["[]", "[1]", "[6]", "[33]", "[4,5]", "[0]", "[3,0]", "[2,3,4]"];
const reducible = ["[6]", "[1,1]", "[4,5]", "[3,300]", "[2,3,4]", "[200,3]"];

const sigmoid = { name: "Sigmoid" };
const tanh = { name: "Tanh" };
/** Sequences, weights of inputs and state, biases, lengths, first states. */
const sequences = (spec: Case["spec"], gates: number, states: number, attributes: readonly object[]): Case[] =>
  [false, true].flatMap((lengths) =>
    [false, true].map((initial) => ({
      spec,
      dtypes: ["float32"] as const,
      without: ["nan", "infinity", "large"] as const,
      cancels: true,
      range: [0, 5] as const,
      inputs: () =>
        [
          ...["float32", "float32", "float32", "float32"],
          ...(lengths ? ["int32"] : []),
          ...(initial ? ["float32", "float32"].slice(0, states) : []),
        ] as DType[],
      shapes: [
        [3, 5, 4, 6],
        [1, 7, 2, 3],
        [9, 5, 1, 5],
      ].map(([n = 0, t = 0, i = 0, u = 0]) =>
        [
          `[${n},${t},${i}] [${gates * u},${i}] [${gates * u},${u}] [${2 * gates * u}]`,
          ...(lengths ? [`[${n}]`] : []),
          ...(initial ? Array.from({ length: states }, () => `[${n},${u}]`) : []),
        ].join(" "),
      ),
      attributes: attributes.map((attribute) => ({ ...attribute, lengths, initial })),
    })),
  );
const recurrentCases: readonly Case[] = [
  ...sequences(rnn, 1, 1, [
    { activations: [tanh] },
    { activations: [{ name: "Relu" }] },
    { activations: [{ name: "Affine", alpha: 1, beta: 0 }] },
  ]),
  ...sequences(gru, 3, 1, [
    { activations: [sigmoid, tanh], linearBeforeReset: false },
    { activations: [sigmoid, tanh], linearBeforeReset: true },
    { activations: [{ name: "HardSigmoid", alpha: 1 / 6, beta: 0.5 }, { name: "Softsign" }], linearBeforeReset: true },
    { activations: [{ name: "HardSigmoid", alpha: 0.2, beta: 0.5 }, { name: "Relu" }], linearBeforeReset: false },
  ]),
  ...sequences(lstm, 4, 2, [
    { activations: [sigmoid, tanh, tanh] },
    {
      activations: [{ name: "HardSigmoid", alpha: 0.2, beta: 0.5 }, tanh, tanh],
    },
    { activations: [sigmoid, { name: "Affine", alpha: 1, beta: 0 }, { name: "Relu" }] },
  ]),
];

const binary = (spec: Case["spec"], dtypes: readonly DType[], more: Partial<Case> = {}): Case => ({ spec, shapes: pairs, dtypes, ...more });
const unary = (spec: Case["spec"], dtypes: readonly DType[], more: Partial<Case> = {}): Case => ({ spec, shapes: single, dtypes, ...more });
const axes = [
  { axis: 0, keep: false },
  { axis: 0, keep: true },
  { axis: -1, keep: false },
  { axis: -1, keep: true },
];
const reduce = (spec: Case["spec"], dtypes: readonly DType[], more: Partial<Case> = {}): Case => ({
  spec,
  shapes: reducible,
  dtypes,
  attributes: axes,
  ...more,
});

/** onnxruntime skips NaN here along some axes and not along others; NumPy's rule is tested in kernels.test.ts. */
const noNaN: Partial<Case> = { without: ["nan"] };
/** Where onnxruntime loses digits near zero in float32, which the interpreter computes in double and rounds. */
const coarse: Partial<Case> = { cancels: true };

/** Sums of products: an error is as large as what was added up, not as what is left. */
const sums: Partial<Case> = { without: ["nan", "infinity"], cancels: true };

export const cases: readonly Case[] = [
  binary(ops.add, numbers),
  binary(ops.sub, numbers),
  binary(ops.mul, numbers),
  binary(ops.div, numbers, { without: ["zero"] }),
  binary(ops.mod, numbers, { without: ["zero"] }),
  binary(ops.pow, floats),
  binary(ops.pow, ["int32", "int64"], { range: [0, 9] }),
  binary(ops.max, numbers),
  binary(ops.min, numbers),
  binary(ops.equal, everything),
  binary(ops.less, numbers),
  binary(ops.lessOrEqual, numbers),
  binary(ops.greater, numbers),
  binary(ops.greaterOrEqual, numbers),
  binary(ops.and, ["bool"]),
  binary(ops.or, ["bool"]),
  unary(ops.not, ["bool"]),
  unary(ops.isNotANumber, floats),
  unary(ops.isInfinite, floats),
  unary(ops.neg, [...floats, "int8", "int16", "int32", "int64"]),
  unary(ops.abs, numbers),
  unary(ops.sign, numbers),
  ...[ops.sqrt, ops.exp, ops.log, ops.floor, ops.ceil, ops.round, ops.sin, ops.cos, ops.tanh].map((spec) => unary(spec, floats)),
  unary(ops.sigmoid, floats, coarse),
  unary(ops.softplus, ["float32"], coarse),
  ...[ops.tan, ops.asin, ops.acos, ops.atan, ops.sinh, ops.cosh, ops.erf].map((spec) => unary(spec, ["float32"])),
  unary(ops.relu, [...floats, "int8", "int32"]),
  {
    spec: ops.where,
    dtypes: everything,
    inputs: (dtype) => ["bool", dtype, dtype],
    shapes: ["[] [] []", "[5,7] [5,7] [7]", "[5,1] [7] []", "[2,1,3] [4,1] [1,1,1]", "[0,3] [3] [1]"],
  },
  reduce(ops.reduceSum, [...floats, "int32", "int64"], { adds: true }),
  reduce(ops.reduceMean, [...floats, "int32", "int64"], { adds: true }),
  reduce(ops.reduceProd, [...floats, "int32", "int64"], { range: [-2, 3] }),
  reduce(ops.reduceMax, [...floats, "int8", "uint8", "int32", "int64"], noNaN),
  reduce(ops.reduceMin, [...floats, "int8", "uint8", "int32", "int64"], noNaN),
  reduce(ops.reduceL1, [...floats, "int32", "int64"]),
  reduce(ops.reduceL2, floats),
  reduce(ops.reduceSumSquare, [...floats, "int32", "int64"]),
  reduce(ops.reduceLogSumExp, floats, { ...noNaN, ...coarse }),
  reduce(ops.argMax, [...floats, "int8", "uint8", "int32", "int64"], noNaN),
  reduce(ops.argMin, [...floats, "int8", "uint8", "int32", "int64"], noNaN),
  {
    spec: ops.softmax,
    dtypes: floats,
    shapes: reducible,
    without: ["nan", "infinity"],
    ...coarse,
    attributes: [{ axis: -1 }, { axis: 0 }],
  },
  {
    spec: ops.logSoftmax,
    dtypes: floats,
    shapes: reducible,
    without: ["nan", "infinity"],
    ...coarse,
    attributes: [{ axis: -1 }, { axis: 0 }],
  },
  { spec: ops.cumSum, dtypes: [...floats, "int32", "int64"], shapes: reducible, attributes: [{ axis: -1 }, { axis: 0 }] },
  {
    spec: ops.topK,
    dtypes: [...floats, "int32", "int64"],
    ...noNaN,
    shapes: ["[6]", "[4,5]", "[4,3,6]"],
    attributes: [
      { k: 3, axis: -1, largest: true },
      { k: 4, axis: 0, largest: false },
    ],
  },
  {
    spec: ops.matMul,
    dtypes: [...floats, "int32", "int64", "uint32", "uint64"],
    shapes: [
      "[3,4] [4,5]",
      "[1,100] [100,3]",
      "[7,33] [33,9]",
      "[3,4] [4]",
      "[4] [4,5]",
      "[4] [4]",
      "[2,3,4] [4,5]",
      "[2,1,3,4] [5,4,2]",
      "[0,4] [4,2]",
    ],
  },
  { spec: ops.reshape, dtypes: everything, shapes: ["[3,4]"], attributes: [{ shape: [2, 6] }, { shape: [-1] }, { shape: [4, -1, 1] }] },
  { spec: ops.transpose, dtypes: everything, shapes: ["[3,4]", "[1,4]", "[0,4]"], attributes: [{ permutation: [1, 0] }] },
  {
    spec: ops.transpose,
    dtypes: everything,
    shapes: ["[2,3,4]", "[2,1,4]"],
    attributes: [{ permutation: [2, 0, 1] }, { permutation: [1, 0, 2] }, { permutation: [0, 1, 2] }],
  },
  { spec: ops.squeeze, dtypes: everything, shapes: ["[3,1]", "[3,4,1]"], attributes: [{ axis: -1 }] },
  { spec: ops.unsqueeze, dtypes: everything, shapes: ["[3]", "[3,4]"], attributes: [{ axis: -1 }, { axis: 0 }] },
  { spec: ops.expand, dtypes: everything, shapes: ["[]", "[1]", "[4]", "[3,1]", "[2,1,4]"], attributes: [{ shape: [2, 3, 4] }] },
  {
    spec: ops.concat,
    dtypes: everything,
    inputs: (dtype) => [dtype, dtype, dtype],
    shapes: ["[2,3] [2,3] [2,3]"],
    attributes: [{ axis: 0 }, { axis: 1 }, { axis: -1 }],
  },
  {
    spec: ops.concat,
    dtypes: everything,
    inputs: (dtype) => [dtype, dtype],
    shapes: ["[2,3] [2,0]", "[4,100] [4,70]"],
    attributes: [{ axis: 1 }],
  },
  {
    spec: ops.slice,
    dtypes: everything,
    shapes: ["[8]", "[7,3]", "[9,2,2]"],
    attributes: [
      { axis: 0, start: 1, end: 5, step: 1 },
      { axis: 0, start: -3, end: Number.POSITIVE_INFINITY, step: 1 },
      { axis: 0, start: 0, end: 7, step: 3 },
      { axis: 0, start: -1, end: Number.NEGATIVE_INFINITY, step: -2 },
      { axis: 0, start: 5, end: 2, step: 1 },
      { axis: -1, start: 0, end: 1, step: 1 },
    ],
  },
  {
    spec: ops.gather,
    // onnxruntime 1.30 copies one string per index, however long the rows are: only vectors of strings can be compared.
    dtypes: [...numbers, "bool"],
    inputs: (dtype) => [dtype, "int64"],
    range: [-3, 2],
    shapes: ["[3,4] [2]", "[4,3] [2,2]", "[3,2,4] [1]", "[3,2] [0]"],
    attributes: [{ axis: 0 }],
  },
  {
    spec: ops.gather,
    dtypes: everything,
    inputs: (dtype) => [dtype, "int64"],
    range: [-3, 2],
    shapes: ["[3] []", "[3] [5]", "[3] [0]"],
    attributes: [{ axis: 0 }],
  },
  {
    spec: ops.gather,
    dtypes: everything,
    inputs: (dtype) => [dtype, "int64"],
    range: [-3, 2],
    shapes: ["[4,3] [5]"],
    attributes: [{ axis: 1 }],
  },
  {
    spec: gatherSteps,
    dtypes: everything,
    inputs: (dtype) => [dtype, "int64"],
    range: [0, 2],
    shapes: ["[4,3] [4,6]", "[2,5,3] [2,1]", "[1,3,2,2] [1,3]", "[0,3,2] [0,4]"],
  },
  {
    spec: ops.gatherElements,
    dtypes: everything,
    inputs: (dtype) => [dtype, "int64"],
    range: [-3, 2],
    shapes: ["[4,3] [4,6]", "[2,5,3] [2,5,1]"],
    attributes: [{ axis: -1 }],
  },
  ...recurrentCases,
  {
    spec: ops.conv,
    dtypes: ["float32"],
    shapes: ["[2,4,9] [6,4,3]", "[1,4,9] [6,4,3] [6]"],
    attributes: [
      { strides: [1], pads: [0, 0], dilations: [1], group: 1 },
      { strides: [2], pads: [1, 2], dilations: [2], group: 1 },
    ],
    ...sums,
  },
  {
    spec: ops.conv,
    dtypes: ["float32"],
    shapes: ["[2,4,7,6] [6,2,3,2] [6]", "[1,4,5,5] [2,2,1,1]"],
    attributes: [
      { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [1, 1], group: 2 },
      { strides: [2, 3], pads: [1, 0, 2, 1], dilations: [1, 2], group: 2 },
    ],
    ...sums,
  },
  {
    spec: ops.conv,
    dtypes: ["float32"],
    shapes: ["[2,3,7,6] [6,1,3,2] [6]", "[1,3,5,40] [3,1,3,3]"],
    attributes: [
      { strides: [1, 1], pads: [1, 1, 1, 1], dilations: [1, 1], group: 3 },
      { strides: [2, 1], pads: [0, 1, 1, 0], dilations: [2, 1], group: 3 },
    ],
    ...sums,
  },
  {
    spec: ops.conv,
    dtypes: ["float32"],
    shapes: ["[2,3,4,5,4] [5,3,2,3,2] [5]", "[1,3,9,9,9] [70,3,3,3,3]"],
    attributes: [{ strides: [1, 2, 1], pads: [0, 1, 0, 1, 1, 1], dilations: [1, 1, 1], group: 1 }],
    ...sums,
  },
  {
    spec: ops.convTranspose,
    dtypes: ["float32"],
    shapes: ["[2,4,5] [4,3,3]", "[1,4,5] [4,3,4] [3]"],
    attributes: [
      { strides: [1], pads: [0, 0], dilations: [1], group: 1, outputPadding: [0] },
      { strides: [2], pads: [1, 0], dilations: [1], group: 1, outputPadding: [1] },
      { strides: [1], pads: [1, 1], dilations: [2], group: 1, outputPadding: [0] },
    ],
    ...sums,
  },
  {
    spec: ops.convTranspose,
    dtypes: ["float32"],
    shapes: ["[2,4,3,4] [4,3,3,2] [6]", "[1,4,5,5] [4,1,2,2] [2]"],
    attributes: [
      { strides: [2, 3], pads: [1, 0, 0, 1], dilations: [1, 1], group: 2, outputPadding: [1, 2] },
      { strides: [1, 1], pads: [0, 0, 0, 0], dilations: [2, 1], group: 2, outputPadding: [0, 0] },
    ],
    ...sums,
  },
  {
    spec: ops.convTranspose,
    dtypes: ["float32"],
    shapes: ["[2,3,3,2,4] [3,2,2,3,2] [2]"],
    attributes: [{ strides: [2, 1, 2], pads: [0, 1, 0, 0, 1, 1], dilations: [1, 1, 1], group: 1, outputPadding: [0, 0, 0] }],
    ...sums,
  },
  {
    spec: ops.maxPool,
    dtypes: ["float32", "float64", "int8", "uint8"],
    shapes: ["[2,3,7,6]", "[1,2,4,4]"],
    without: ["nan"],
    attributes: [
      { kernel: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] },
      { kernel: [3, 2], strides: [1, 3], pads: [1, 0, 2, 1] },
    ],
  },
  {
    spec: ops.averagePool,
    dtypes: ["float32"],
    shapes: ["[2,3,7,6]", "[1,2,4,4]"],
    attributes: [
      { kernel: [2, 2], strides: [2, 2], pads: [0, 0, 0, 0] },
      { kernel: [3, 2], strides: [1, 3], pads: [1, 0, 2, 1] },
    ],
    ...sums,
  },
  ...[ops.maxPool, ops.averagePool].flatMap((spec): Case[] => [
    { spec, dtypes: ["float32"], shapes: ["[2,3,9]"], attributes: [{ kernel: [3], strides: [2], pads: [1, 1] }], ...sums },
    {
      spec,
      dtypes: ["float32"],
      shapes: ["[2,3,4,5,3]"],
      attributes: [{ kernel: [2, 3, 2], strides: [2, 1, 1], pads: [0, 1, 0, 1, 1, 1] }],
      ...sums,
    },
  ]),
  {
    spec: ops.pad,
    dtypes: [...floats, "int32", "int64", "uint8", "bool"],
    shapes: ["[3,4]", "[2,5]"],
    attributes: [
      { pads: [0, 0, 0, 0], mode: "constant", value: 0 },
      { pads: [1, 2, 0, 3], mode: "constant", value: 1 },
    ],
  },
  {
    spec: ops.pad,
    dtypes: floats,
    shapes: ["[2,3,4,5]"],
    attributes: [
      { pads: [0, 0, 1, 2, 0, 0, 2, 0], mode: "constant", value: -1.5 },
      { pads: [1, 0, 2, 2, 0, 2, 3, 0], mode: "reflect", value: 0 },
      { pads: [1, 0, 2, 2, 0, 2, 3, 7], mode: "edge", value: 0 },
    ],
  },
  {
    spec: ops.resize,
    dtypes: ["float32", "int32", "uint8"],
    shapes: ["[2,3,4,5]", "[1,1,2,3]"],
    attributes: [
      { lengths: [8, 10], mode: "nearest" },
      { lengths: [3, 15], mode: "nearest" },
    ],
  },
  { spec: ops.resize, dtypes: ["float32"], shapes: ["[2,3,5]"], attributes: [{ lengths: [10], mode: "nearest" }] },
  { spec: ops.resize, dtypes: ["float32"], shapes: ["[2,3,2,5,3]"], attributes: [{ lengths: [4, 10, 3], mode: "nearest" }] },
  {
    spec: ops.resize,
    dtypes: ["float32"],
    shapes: ["[2,3,4,5]", "[1,1,2,3]"],
    attributes: [
      { lengths: [8, 10], mode: "linear" },
      { lengths: [3, 16], mode: "linear" },
    ],
    ...sums,
  },
  {
    spec: ops.oneHot,
    dtypes: ["int64"],
    range: [-4, 5],
    shapes: ["[6]", "[2,3]", "[0]"],
    attributes: [
      { depth: 4, dtype: "float64" },
      { depth: 4, dtype: "float32" },
      { depth: 4, dtype: "int64" },
    ],
  },
];

/** `[5,7] [7]` as two shapes. */
export const parseShapes = (text: string): number[][] => JSON.parse(`[${text.replaceAll("] [", "],[")}]`);

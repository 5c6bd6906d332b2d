import { ModelError } from "../../../errors.js";
import type { RecurrentActivation } from "../../../graph/ops/recurrent.js";

/** Storage of the numbers that recurrent ops compute in. */
export type Floats = Float32Array | Float64Array;

/** Applies a function to elements `from` to `to`, in place. */
export type InPlace = (x: Floats, from: number, to: number) => void;

/** The functions of ONNX's recurrent ops (onnx/docs/Operators.md: LSTM). */
export function inPlace({ name, alpha, beta }: RecurrentActivation): InPlace {
  const found = makers[name]?.(alpha ?? defaults[name]?.[0] ?? 0, beta ?? defaults[name]?.[1] ?? 0);
  if (found === undefined) throw new ModelError("graph/unsupported", `The interpreter has no ${name} in recurrent ops.`, { where: name });
  return found;
}

const defaults: Readonly<Record<string, readonly [number, number?]>> = {
  HardSigmoid: [0.2, 0.5],
  LeakyRelu: [0.01],
  Affine: [1, 0],
};

/** Below this, tanh(x) is x in float32, and the quotient of exponentials would lose digits. */
const TANH_IS_X = 1e-4;
/** Beyond this, tanh(x) is 1 in float32. */
const TANH_IS_ONE = 10;

const tanh: InPlace = (x, from, to) => {
  if (x instanceof Float64Array) for (let i = from; i < to; i++) x[i] = Math.tanh(x[i] as number);
  else
    for (let i = from; i < to; i++) {
      const a = x[i] as number;
      if (a > TANH_IS_ONE) x[i] = 1;
      else if (a < -TANH_IS_ONE) x[i] = -1;
      else if (a > TANH_IS_X || a < -TANH_IS_X) {
        // A fraction of the time of Math.tanh, and exact to float32.
        const e = Math.exp(2 * a);
        x[i] = (e - 1) / (e + 1);
      }
    }
};

const sigmoid: InPlace = (x, from, to) => {
  for (let i = from; i < to; i++) x[i] = 1 / (1 + Math.exp(-(x[i] as number)));
};

const relu: InPlace = (x, from, to) => {
  for (let i = from; i < to; i++) if ((x[i] as number) < 0) x[i] = 0;
};

const softsign: InPlace = (x, from, to) => {
  for (let i = from; i < to; i++) x[i] = (x[i] as number) / (1 + Math.abs(x[i] as number));
};

const makers: Readonly<Record<string, (alpha: number, beta: number) => InPlace>> = {
  Sigmoid: () => sigmoid,
  Tanh: () => tanh,
  Relu: () => relu,
  Softsign: () => softsign,
  LeakyRelu: (alpha) => (x, from, to) => {
    for (let i = from; i < to; i++) if ((x[i] as number) < 0) x[i] = alpha * (x[i] as number);
  },
  HardSigmoid: (alpha, beta) => (x, from, to) => {
    for (let i = from; i < to; i++) x[i] = Math.max(0, Math.min(1, alpha * (x[i] as number) + beta));
  },
  Affine: (alpha, beta) =>
    alpha === 1 && beta === 0
      ? () => undefined
      : (x, from, to) => {
          for (let i = from; i < to; i++) x[i] = alpha * (x[i] as number) + beta;
        },
};

import type { Value } from "../../graph/value.js";

type Function = (x: Value) => Value;

const sigmoid: Function = (x) => x.sigmoid();
const softplus: Function = (x) => x.neg().abs().neg().exp().log1p().add(x.max(0));
const hardSigmoid: Function = (x) => x.div(6).add(0.5).clip(0, 1);
const silu: Function = (x) => x.mul(x.sigmoid());
const relu: Function = (x) => x.relu();

/** The activations by the names that configurations use (keras/src/activations/activations.py, keras/src/backend/tensorflow/nn.py). */
export const activationFunctions: ReadonlyMap<string, Function> = new Map<string, Function>([
  ["linear", (x) => x],
  ["relu", relu],
  ["sigmoid", sigmoid],
  ["tanh", (x) => x.tanh()],
  ["softmax", (x) => x.softmax(-1)],
  ["softplus", softplus],
  ["hard_sigmoid", hardSigmoid],
  ["silu", silu],
  ["swish", silu],
]);

import { isList } from "../../../../decode/keras/json.js";
import type { Json } from "../../../../decode/source.js";
import type { Value } from "../../../../graph/value.js";
import { type DType, Tensor } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import { axesOf } from "../normalization/moments.js";

/** keras.config.epsilon(). */
const EPSILON = 1e-7;

interface Settings {
  readonly mean: Json | undefined;
}
const adapted = when(({ mean }: Settings) => mean === undefined, false);

/**
 * (x - mean) / max(sqrt(variance), 1e-7), or back again; mean and variance by the kept axes, as given or as adapted to data
 * (keras/src/layers/preprocessing/normalization.py: call, build).
 */
export const normalization = defineLayer("Normalization", {
  config: { axis: withDefault("ints?", [-1]), mean: "json?", variance: "json?", invert: withDefault("bool", false) },
  weights: { adapt_mean: adapted, adapt_variance: adapted, count: adapted },
  masking: (inputs, m) => (m.atLeast(3) ? inputs[0]?.mask : undefined),
  autocast: false,
  call: (x, m) => {
    const axes = axesOf(m.axis ?? [], x.rank);
    const given = (adaptedTo: Value | undefined, value: Json | undefined) => adaptedTo?.cast(m.dtype) ?? m.constant(constant(m, value));
    const mean = laidOut(given(m.adapt_mean, m.mean), axes, x);
    const deviation = laidOut(given(m.adapt_variance, m.variance), axes, x).sqrt().max(EPSILON);
    const numbers = x.cast(m.dtype);
    return m.invert ? mean.add(numbers.mul(deviation)) : numbers.sub(mean).div(deviation);
  },
});

/** Along the kept axes, those of fewer axes from the right. */
function laidOut(value: Value, axes: readonly number[], x: Value): Value {
  if (value.rank === 0) return value;
  const shape = Array.from({ length: x.rank }, () => 1);
  for (let i = 1; i <= value.rank; i++) shape[axes.at(-i) ?? x.rank - i] = value.dim(-i);
  return value.reshape(shape);
}

const numbersIn = (value: Json | undefined): number[] => (isList(value) ? value.flatMap(numbersIn) : [Number(value)]);

/** A number, or lists of numbers. */
function constant(m: BoundLayer, value: Json | undefined): Tensor {
  const shape: number[] = [];
  for (let at = value; isList(at); at = at[0]) shape.push(at.length);
  const numbers = numbersIn(value);
  const dtype: DType = m.dtype === "float64" ? "float64" : "float32";
  return new Tensor(dtype, shape, dtype === "float64" ? Float64Array.from(numbers) : Float32Array.from(numbers));
}

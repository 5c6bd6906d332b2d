import type { Value } from "../../../../graph/value.js";
import { Tensor } from "../../../../tensor.js";
import { alongAxis } from "../../along-axis.js";
import { defineLayer } from "../../define.js";
import { tuple } from "../../fields.js";
import { dataFormat, spatialAxes } from "../../spatial.js";

/** Windows from floor(i · old / new) to ceil((i + 1) · old / new), of two sizes that differ by one. */
function windowsOf(old: number, length: number): readonly (readonly [from: number, to: number])[] {
  return Array.from({ length }, (_, i) => [Math.floor((i * old) / length), Math.ceil(((i + 1) * old) / length)]);
}

/** One axis after the other (keras/src/backend/tensorflow/nn.py: _adaptive_average_pool2d, _adaptive_max_pool2d). */
const defineAdaptivePooling = (name: string, rank: number, pool: (x: Value, axis: number, length: number) => Value) =>
  defineLayer(name, {
    config: { output_size: tuple(rank), data_format: dataFormat },
    call: (x, m) => {
      if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
      return spatialAxes(x, m.data_format).reduce((pooled, axis, i) => pool(pooled, axis, m.output_size[i] ?? 1), x);
    },
  });

function average(x: Value, axis: number, length: number): Value {
  const old = x.dim(axis);
  const shares = new Float64Array(length * old);
  for (const [i, [from, to]] of windowsOf(old, length).entries()) shares.fill(1 / (to - from), i * old + from, i * old + to);
  return alongAxis(x, axis, new Tensor("float64", [length, old], shares));
}

/** The windows side by side, the shorter ones with their last number twice. */
function largest(x: Value, axis: number, length: number): Value {
  const windows = windowsOf(x.dim(axis), length);
  const size = Math.max(...windows.map(([from, to]) => to - from));
  const picked = windows.flatMap(([from, to]) => Array.from({ length: size }, (_, i) => Math.min(from + i, to - 1)));
  const shape = [...x.shape.slice(0, axis), length, size, ...x.shape.slice(axis + 1)];
  return x
    .gather(picked, axis)
    .reshape(shape)
    .maximum(axis + 1);
}

export const adaptiveAveragePooling1D = defineAdaptivePooling("AdaptiveAveragePooling1D", 1, average);
export const adaptiveAveragePooling2D = defineAdaptivePooling("AdaptiveAveragePooling2D", 2, average);
export const adaptiveAveragePooling3D = defineAdaptivePooling("AdaptiveAveragePooling3D", 3, average);
export const adaptiveMaxPooling1D = defineAdaptivePooling("AdaptiveMaxPooling1D", 1, largest);
export const adaptiveMaxPooling2D = defineAdaptivePooling("AdaptiveMaxPooling2D", 2, largest);
export const adaptiveMaxPooling3D = defineAdaptivePooling("AdaptiveMaxPooling3D", 3, largest);

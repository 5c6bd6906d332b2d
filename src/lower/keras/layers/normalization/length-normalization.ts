import type { Value } from "../../../../graph/value.js";
import type { BoundLayer } from "../../bound.js";
import { always, defineLayer } from "../../define.js";
import { withDefault } from "../../fields.js";
import { along, axesOf, meanOver, sumOver } from "./moments.js";

/** x over the root of its mean square, times a scale (keras/src/ops/nn.py: _rms_normalization). */
export const rmsNormalization = defineLayer("RMSNormalization", {
  config: { axis: withDefault("ints", [-1]), epsilon: withDefault("float", 1e-6) },
  weights: { scale: always },
  call: (x, { axis, epsilon, scale }) => {
    const axes = axesOf(axis, x.rank);
    return x.div(meanOver(x.mul(x), axes).add(epsilon).sqrt()).mul(along(scale, axes, x));
  },
});

/** What a sum of squares is at least, so that nothing is divided by 0 (TensorFlow's l2_normalize; Keras 3 limits the inverse instead). */
const LEAST = 1e-12;

/** x over its Euclidean length (keras/src/ops/nn.py: _normalize; Keras 2: tf.linalg.l2_normalize). */
export const unitNormalization = defineLayer("UnitNormalization", {
  config: { axis: withDefault("ints", [-1]) },
  masking: "pass",
  call: (x, m) => unitLength(x, axesOf(m.axis, x.rank), m),
});

export function unitLength(x: Value, axes: readonly number[], m: BoundLayer): Value {
  const squares = sumOver(x.mul(x), axes);
  return m.atLeast(3) ? x.div(squares.sqrt().max(LEAST)) : x.div(squares.max(LEAST).sqrt());
}

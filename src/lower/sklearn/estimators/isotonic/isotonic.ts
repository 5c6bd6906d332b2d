import { ROWS } from "../../../../graph/info.js";
import { interpolate } from "../../../../graph/ops/interpolate.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { oneOf, withDefault } from "../../fields.js";
import { numbersOf } from "../../sparse-attribute.js";

const fields = {
  params: { out_of_bounds: oneOf("nan", "clip", "raise") },
  fitted: {
    X_min_: "float",
    X_max_: "float",
    X_thresholds_: withDefault("tensor?", undefined),
    y_thresholds_: withDefault("tensor?", undefined),
    _necessary_X_: withDefault("tensor?", undefined),
    _necessary_y_: withDefault("tensor?", undefined),
  },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/**
 * Linear between the thresholds (sklearn/isotonic.py: IsotonicRegression.transform). They were private until 0.23. Until 0.21 an array
 * of floats was taken unchecked, NaN included.
 */
export const isotonicRegression = defineEstimator("IsotonicRegression", {
  ...fields,
  input: (m) => ({
    dtype: !m.atLeast(0, 22) ? "float" : thresholds(m).x.dtype === "float32" ? "float32" : "float64",
    finite: m.atLeast(0, 22) ? "required" : "any",
    dimensions: "any",
    features: null,
    named: false,
    argument: "",
  }),
  predict: (x, m) => answer(x, m),
  transform: (x, m) => answer(x, m),
  host: { get_feature_names_out: () => ["isotonicregression0"] },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
});

function thresholds(m: M): { readonly x: Value; readonly y: Value } {
  const x = m.X_thresholds_ ?? m._necessary_X_;
  const y = m.y_thresholds_ ?? m._necessary_y_;
  return x && y ? { x, y } : m.unsupported("the file holds no thresholds: the regression is not fitted");
}

function answer(input: Value, m: M): Value {
  const { x, y } = thresholds(m);
  if (input.rank !== 1 && !(m.atLeast(0, 24) && input.rank === 2 && input.shape[1] === 1))
    m.refuse(
      m.atLeast(0, 24)
        ? "Isotonic regression input X should be a 1d array or 2d array with 1 feature"
        : "Isotonic regression input should be a 1d array",
    );
  const flat = input.rank === 1 ? input : input.reshape([input.shape[0] ?? ROWS]);
  const clipped = m.out_of_bounds === "clip" ? flat.clip(m.X_min_, m.X_max_) : flat;
  const [said] = interpolate([clipped.cast("float64")], {
    x: numbersOf(x.tensor),
    y: numbersOf(y.tensor),
    outside: m.out_of_bounds === "raise" ? "raise" : "nan",
    ...(m.atLeast(1, 3) ? {} : { brief: true }),
  });
  return (said as Value).cast(m.atLeast(0, 22) ? flat.dtype : "float64");
}

import { csrImpute, type MissingMark } from "../../../../graph/ops/missing.js";
import type { Value } from "../../../../graph/value.js";
import { float64 } from "../../../../tensor.js";
import { type Bound, defineEstimator } from "../../define.js";
import { field } from "../../fields.js";
import { missingCells, missingMark } from "../../missing.js";
import { numbersOf } from "../../sparse-attribute.js";

/** `"NaN"` was how NaN was said. */
const oldMark = field<MissingMark>(missingMark.kind, (value, where, owner) =>
  value === "NaN" ? { kind: "nan" } : missingMark.read(value as never, where, owner),
);

const fields = { params: { missing_values: oldMark, axis: "int" }, fitted: { statistics_: "tensor" } } as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** sklearn/preprocessing/imputation.py: Imputer, which SimpleImputer replaced in 0.22. Along rows (axis 1) it fitted anew at each call. */
export const imputer = defineEstimator("Imputer", {
  ...fields,
  input: (m) => ({
    finite: "any",
    sparse: "native",
    named: false,
    features: m.statistics_.dim(0),
    mismatch: (expected, found) => `X has ${found} features per sample, expected ${expected}`,
  }),
  transform: (input, m) => {
    if (m.axis !== 0) m.unsupported("axis=1 takes its statistics from the rows that it is given");
    const statistics = numbersOf(m.statistics_.tensor);
    const kept = [...statistics.keys()].filter((i) => !Number.isNaN(statistics[i]));
    const fills = Float64Array.from(kept, (i) => statistics[i] as number);
    const x = kept.length === statistics.length ? input : input.gather(kept, 1);
    return x.layout === "csr" ? sparse(x, fills, m) : dense(x, fills, m);
  },
});

/** Zeros that are not stored count as missing where 0 is what stands for it. */
function sparse(x: Value, fills: Float64Array, m: M): Value {
  const mark = m.missing_values;
  if (mark.kind === "number" && mark.value === 0) return dense(x.toDense(), fills, m);
  return csrImpute([x], { mark, fills })[0] as Value;
}

function dense(x: Value, fills: Float64Array, m: M): Value {
  return missingCells(x, m.missing_values).where(x.constantLike(float64([fills.length], fills)).cast(x.dtype), x);
}

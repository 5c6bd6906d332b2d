import { csrFromDense } from "../../../../graph/ops/linear.js";
import type { MissingMark } from "../../../../graph/ops/missing.js";
import { refuseNewMissing } from "../../../../graph/ops/missing.js";
import type { Value } from "../../../../graph/value.js";
import { Frame, type Input } from "../../../input.js";
import { type Bound, defineMeta } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { oneOf, withDefault } from "../../fields.js";
import { checkMissingDtype, missingCells, missingMark } from "../../missing.js";
import { numbersOf } from "../../sparse-attribute.js";
import { describeInputs, validated } from "../../validate.js";

const fields = {
  params: {
    missing_values: missingMark,
    features: oneOf("missing-only", "all"),
    sparse: withDefault("any", "auto"),
    error_on_new: withDefault("bool", true),
  },
  fitted: { features_: "tensor" },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Where cells are missing, of the columns that missed some when it was fitted (sklearn/impute/_base.py: MissingIndicator). */
export const missingIndicator = defineMeta("MissingIndicator", {
  ...fields,
  transform: (input, m) => indicated(missingCells(checked(input, m), m.missing_values), m),
  host: {
    get_feature_names_out: (m, given) => {
      const names = inputNames(m, given);
      return [...numbersOf(m.features_.tensor)].map((i) => `missingindicator_${names[i]}`);
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) },
  takes: (m) => ({ ...describeInputs(m.self, "matrix"), columns: columnsIn(m) ?? 0 }),
});

/** Columns that it was fitted on. */
function columnsIn(m: M): number | undefined {
  const stored = m.self.attribute("_n_features") ?? m.self.attribute("n_features_in_");
  return typeof stored === "bigint" ? Number(stored) : undefined;
}

function checked(input: Input, m: M): Value {
  const mark: MissingMark = m.missing_values;
  const features = columnsIn(m);
  const x = validated(
    input instanceof Frame && !m.atLeast(1, 1) ? input.toNumpy() : input,
    {
      dtype: "any",
      finite: mark.kind === "nan" ? "allow-nan" : "required",
      sparse: "native",
      ...(features === undefined ? {} : { features }),
      mismatch: () => "X has a different number of features than during fitting.",
    },
    m.self,
  );
  const rows = checkMissingDtype(x, mark, m);
  if (rows.layout === "csr" && mark.kind === "number" && mark.value === 0) {
    if (m.atLeast(0, 21)) m.refuse("Sparse input with missing_values=0 is not supported. Provide a dense array instead.");
    return rows.toDense();
  }
  return rows;
}

/** Columns of a mask (dense or csr) that the indicator has, in the form that it answers in. */
export function indicated(mask: Value, m: M): Value {
  const kept = [...numbersOf(m.features_.tensor)];
  const width = mask.dim(1);
  const known =
    m.features === "missing-only" && m.error_on_new ? (refuseNewMissing([mask], { known: Int32Array.from(kept) })[0] as Value) : mask;
  // Until 0.20 an indicator without columns answered all of them.
  const all = m.features === "all" || kept.length === width || (kept.length === 0 && !m.atLeast(0, 21));
  const picked = all ? known : known.gather(kept, 1);
  if (m.sparse === false) return picked.toDense();
  return m.sparse === true && picked.layout === "dense" ? (csrFromDense([picked], {})[0] as Value) : picked;
}

/** An indicator inside an imputer, bound. */
export type Indicator = M;

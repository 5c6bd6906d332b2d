import { bins } from "../../../../graph/ops/bins.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { dtypeField } from "../../dtype-field.js";
import { inputNames } from "../../feature-names.js";
import { oneOf, withDefault } from "../../fields.js";
import { numbersOf } from "../../sparse-attribute.js";
import type { InputRule } from "../../validate.js";

const fields = {
  params: { encode: oneOf("onehot", "onehot-dense", "ordinal"), dtype: withDefault("any", null) },
  fitted: { bin_edges_: "tensors", n_bins_: "tensor" },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Until 1.0 what is nearly on an edge counts as on it, as numpy.isclose has it. */
const RELATIVE = 1e-5;
const ABSOLUTE = 1e-8;

/** Bins of each column, one fewer than its edges. */
function counts(m: M): Int32Array {
  const found = Int32Array.from(numbersOf(m.n_bins_.tensor));
  if (found.length !== m.bin_edges_.length || m.bin_edges_.some((edges, j) => edges.dim(0) - 1 !== found[j]))
    m.unsupported("n_bins_ and bin_edges_ contradict each other");
  return found;
}

const wrongFeatures = (expected: number, found: number): string =>
  `Incorrect number of features. Expecting ${expected}, received ${found}.`;

/** Numbers to bins (sklearn/preprocessing/_discretization.py: KBinsDiscretizer.transform). */
export const kBinsDiscretizer = defineEstimator("KBinsDiscretizer", {
  ...fields,
  input: (m): InputRule => {
    const dtype = m.dtype === null ? undefined : dtypeField.read(m.self.attribute("dtype"), "dtype", m.self);
    const kind = dtype === "float32" || dtype === "float64" ? dtype : "float";
    return { dtype: kind, features: m.n_bins_.dim(0), mismatch: wrongFeatures };
  },
  rules: { inverse_transform: { sparse: "native", features: null, named: false, argument: "", dtype: "any" } },
  transform: (x, m) => {
    const near = m.atLeast(1, 1) ? x : x.add(x.abs().mul(RELATIVE).add(ABSOLUTE));
    const edges = m.bin_edges_.map((of) => numbersOf(of.tensor).slice(1, m.atLeast(1, 1) ? -1 : undefined));
    const encode = m.encode === "ordinal" ? "ordinal" : m.encode === "onehot" ? "sparse" : "dense";
    // The encoder had a dtype of its own until 0.23.
    const dtype = encode === "ordinal" || m.atLeast(0, 24) ? x.dtype : "float64";
    return bins([near], { edges, counts: counts(m), encode, dtype })[0] as Value;
  },
  inverse_transform: (x, m) => back(m.encode === "ordinal" ? x : decoded(x, m), m),
  host: {
    get_feature_names_out: (m, given) => {
      const names = inputNames(m, given);
      if (m.encode === "ordinal" && !m.atLeast(1, 1)) m.refuse("'KBinsDiscretizer' object has no attribute '_encoder'", "AttributeError");
      if (m.encode === "ordinal") return names;
      return names.flatMap((name, j) => Array.from({ length: counts(m)[j] ?? 0 }, (_, bin) => `${name}_${bin}.0`));
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0) },
});

/** The bin of each column's block of ones. */
function decoded(input: Value, m: M): Value {
  const x = input.toDense();
  const widths = counts(m);
  const total = widths.reduce((sum, count) => sum + count, 0);
  if (x.shape[1] !== total) return m.refuse(`Shape of the passed X data is not correct. Expected ${total} columns, got ${x.shape[1]}.`);
  let start = 0;
  const found = Array.from(widths, (width) => {
    const block = x.slice(1, start, start + width);
    start += width;
    return block.argMax(1, true).cast("float64");
  });
  return (found[0] as Value).concat(found.slice(1), 1);
}

/** Middles of the bins. */
function back(input: Value, m: M): Value {
  const x = input.dtype === "float32" ? input : input.cast("float64");
  const columns = m.bin_edges_.length;
  if (x.shape[1] !== columns) return m.refuse(wrongFeatures(columns, Number(x.shape[1])));
  const middles = m.bin_edges_.map((of, j) => {
    const centers = of
      .slice(0, 1, Number.POSITIVE_INFINITY)
      .add(of.slice(0, 0, -1))
      .mul(0.5);
    const bin = x.slice(1, j, j + 1).cast("int64");
    return centers.gather(bin).cast(x.dtype);
  });
  return (middles[0] as Value).concat(middles.slice(1), 1);
}

import type { PyValue } from "../../../../container/pickle/values.js";
import { SparseMatrix } from "../../../../container/python/array.js";
import { realize } from "../../../../container/python/realize.js";
import { toTensor } from "../../../../container/python/tensor.js";
import { csrFromDense, csrMap, csrNormalize, csrScaleColumns } from "../../../../graph/ops/linear.js";
import { promote } from "../../../../graph/promote.js";
import type { Value } from "../../../../graph/value.js";
import { Tensor } from "../../../../tensor.js";
import { defineEstimator, type Self } from "../../define.js";
import { oneToOneNames } from "../../feature-names.js";
import { arrayOf, wrong } from "../../fields.js";
import { numbersOf } from "../../sparse-attribute.js";

/**
 * Counts to tf-idf (sklearn/feature_extraction/text.py: TfidfTransformer.transform): 1 + log of the stored counts where `sublinear_tf`,
 * times idf by column, rows to unit norm.
 */
export const tfidfTransformer = defineEstimator("TfidfTransformer", {
  params: { norm: "string?", use_idf: "bool", sublinear_tf: "bool" },
  input: (m) => {
    const idf = m.use_idf ? idfOf(m) : undefined;
    return {
      sparse: "native",
      ...(idf ? { features: idf.size } : {}),
      mismatch: (expected, found) => `Input has n_features=${found} while the model has been trained with n_features=${expected}`,
      mismatchBefore: [1, 0],
    };
  },
  transform: (x, m) => {
    // Before 1.5 what came dense was made float64.
    let counts = x.layout === "csr" ? x : (csrFromDense([m.atLeast(1, 5) ? x : x.cast("float64")], {})[0] as Value);
    if (m.sublinear_tf) counts = csrMap([counts], { map: "onePlusLog" })[0] as Value;
    const idf = m.use_idf || m.atLeast(1, 5) ? idfOf(m) : undefined;
    // Until 1.4 a product of matrices: the wider dtype, and rows stored backwards. Since, numbers in place: double, then rounded.
    if (idf && !m.atLeast(1, 5)) counts = counts.cast(promote(counts.dtype, idf.dtype));
    if (idf) counts = csrScaleColumns([counts, m.self.constant(idf)], { divide: false, reverse: !m.atLeast(1, 5) })[0] as Value;
    if (m.norm === undefined || m.norm === "") return counts;
    if (m.norm !== "l1" && m.norm !== "l2" && m.norm !== "max") return m.refuse(`'${m.norm}' is not a supported norm`);
    return csrNormalize([counts], { norm: m.norm })[0] as Value;
  },
  host: { get_feature_names_out: oneToOneNames },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0) },
});

const known = new WeakMap<object, Tensor>();

/** `idf_` since 1.5; before, the diagonal of a sparse matrix. Undefined where it was fitted with use_idf=False. */
function idfOf(m: Self): Tensor | undefined {
  const value = m.self.attribute("idf_") ?? m.self.attribute("_idf_diag");
  if (value === undefined || value === null) return undefined;
  const real = realize(value);
  if (typeof real !== "object" || real === null) return wrong(real, m.self.object.at("idf_"), "an array");
  let idf = known.get(real);
  if (idf === undefined) {
    idf = real instanceof SparseMatrix ? diagonal(real, m.self.object.at("_idf_diag")) : arrayOf(real as PyValue, m.self.object.at("idf_"));
    known.set(real, idf);
  }
  return idf;
}

/** The diagonal of a square matrix that holds nothing else, in any of scipy's layouts. */
function diagonal({ format, shape, data, indices }: SparseMatrix, where: string): Tensor {
  const values = toTensor(data);
  const out = new Float64Array(shape[0]);
  const numbers = numbersOf(values);
  if (format === "dia") {
    const offsets = numbersOf(toTensor(indices));
    const width = values.shape[1] ?? 0;
    offsets.forEach((offset, row) => {
      if (offset === 0) out.set(numbers.subarray(row * width, row * width + Math.min(width, out.length)));
    });
  } else if (format === "bsr") wrong(format, where, "a csr, csc, coo or dia matrix");
  else {
    // Row and column are the same on a diagonal, so that one list of indices tells both.
    const at = numbersOf(toTensor(indices));
    at.forEach((index, i) => {
      if (!(index >= 0 && index < out.length)) wrong(index, where, `a diagonal of ${out.length}`);
      out[index] = (out[index] as number) + (numbers[i] ?? 0);
    });
  }
  return values.dtype === "float32"
    ? new Tensor("float32", [out.length], Float32Array.from(out))
    : new Tensor("float64", [out.length], out);
}

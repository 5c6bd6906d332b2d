import { type ColumnCodes, encodeCodes } from "../../../../graph/ops/encode.js";
import type { Value } from "../../../../graph/value.js";
import type { Tensor } from "../../../../tensor.js";
import { categoricalColumns } from "../../categories/columns.js";
import { categoriesField } from "../../categories/fitted-categories.js";
import { defineMeta } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { numbersOf } from "../../sparse-attribute.js";

/**
 * sklearn/preprocessing/_target_encoder.py: TargetEncoder. Each category becomes the mean of the target that was fitted for it (one for each
 * class of a multiclass target), anything else the mean of all.
 */
export const targetEncoder = defineMeta("TargetEncoder", {
  fitted: { categories_: categoriesField, encodings_: "tensors", target_mean_: "tensor", target_type_: "string", classes_: "labels?" },
  transform: (x, m) => {
    const features = m.categories_.length;
    const { inputs, checks } = categoricalColumns(x, features, m);
    const each = m.target_type_ === "multiclass" ? (m.classes_?.dim(0) ?? 1) : 1;
    const means = numbersOf(m.target_mean_.tensor);
    const columns = m.encodings_.map((encoding, i): ColumnCodes => {
      const categories = m.categories_[Math.floor(i / each)] as Tensor;
      return { categories, codes: numbersOf(encoding.tensor), unknown: means[i % each] ?? Number.NaN };
    });
    const places = columns.map((_, i) => Math.floor(i / each));
    const [matrix] = inputs;
    const repeated = each === 1 ? inputs : matrix?.rank === 2 ? [matrix.gather(places, 1)] : places.map((place) => inputs[place] as Value);
    return encodeCodes(repeated, { columns, dtype: "float64", vector: false, checks })[0] as Value;
  },
  host: {
    get_feature_names_out: (m, given) => {
      const names = inputNames(m, given);
      const { classes_ } = m;
      if (m.target_type_ !== "multiclass" || !classes_) return names;
      const texts = classes_.cast("string").tensor;
      return names.flatMap((name) => Array.from({ length: texts.size }, (_, i) => `${name}_${texts.at(i)}`));
    },
  },
});

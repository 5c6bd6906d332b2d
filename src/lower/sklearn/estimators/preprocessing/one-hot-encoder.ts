import { type ColumnCodes, decodeOneHot, encodeOneHot } from "../../../../graph/ops/encode.js";
import type { Value } from "../../../../graph/value.js";
import { categoricalColumns } from "../../categories/columns.js";
import { isLegacy, legacyOneHot } from "../../categories/legacy-one-hot.js";
import { blocksOf, columnWithin, featuresOf, keptCategories, type OneHot, oneHotFitted, oneHotParams } from "../../categories/one-hot.js";
import { defineMeta } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { framesOutput } from "../../set-output.js";
import { validated } from "../../validate.js";

const sparseOutput = (m: OneHot): boolean => (m.has("sparse_output") ? m.sparse_output : m.sparse);

/** sklearn/preprocessing/_encoders.py: OneHotEncoder. */
export const oneHotEncoder = defineMeta("OneHotEncoder", {
  params: oneHotParams,
  fitted: oneHotFitted,
  transform: (x, m) => {
    if (isLegacy(m)) return legacyOneHot(x, m, sparseOutput(m), m.dtype, m.handle_unknown);
    const sparse = sparseOutput(m);
    if (sparse && framesOutput(m.self)) refuseFrames(m);
    const features = featuresOf(m);
    const { inputs, checks } = categoricalColumns(x, features.length, m);
    let width = 0;
    const columns = features.map((feature): ColumnCodes => {
      const start = width;
      width += feature.width;
      const codeOf = (place: number): number => {
        const at = columnWithin(feature, place);
        return at < 0 ? -1 : start + at;
      };
      const { categories, group, infrequent } = feature;
      const rare = infrequent !== null && (m.handle_unknown === "infrequent_if_exist" || m.handle_unknown === "warn");
      const unknown = m.handle_unknown === "error" ? null : rare ? codeOf(infrequent) : -1;
      return { categories, codes: Float64Array.from({ length: categories.size }, (_, i) => codeOf(group(i))), unknown };
    });
    return encodeOneHot(inputs, { columns, width, sparse, dtype: m.dtype, checks })[0] as Value;
  },
  inverse_transform: (x, m) => {
    const { blocks, dtype } = blocksOf(m);
    const width = blocks.reduce((sum, { categories }) => sum + categories.size, 0);
    const checked = validated(x, { sparse: "native", dtype: "numeric", features: null, named: false }, m.self);
    if (checked.shape[1] !== width)
      m.refuse(`Shape of the passed X data is not correct. Expected ${width} columns, got ${checked.shape[1]}.`);
    return decodeOneHot([checked], { blocks, dtype })[0] as Value;
  },
  host: {
    get_feature_names_out: (m, given) => {
      if (m.feature_name_combiner !== "concat")
        m.unsupported(
          "its feature_name_combiner is a Python function. Read the categories from model.weights and name the columns yourself.",
        );
      return names(m, inputNames(m, given));
    },
    get_feature_names: (m, given) => {
      const { length } = m.categories_;
      if (given && given.length !== length)
        m.refuse(`input_features should have length equal to number of features (${length}), got ${given.length}`);
      return names(m, given ?? m.categories_.map((_, i) => `x${i}`));
    },
  },
  available: {
    get_feature_names_out: (m) => m.atLeast(1, 0),
    get_feature_names: (m) => !m.atLeast(1, 2),
  },
});

/** `name_category` for every column. */
function names(m: OneHot, columns: readonly string[]): string[] {
  return featuresOf(m).flatMap((feature, i) => {
    const kept = keptCategories(feature);
    const texts = m.self.constant(kept).cast("string").tensor;
    return Array.from({ length: kept.size }, (_, k) => `${columns[i]}_${texts.at(k)}`);
  });
}

function refuseFrames(m: OneHot): never {
  return m.refuse(
    m.atLeast(1, 4)
      ? 'Pandas output does not support sparse data. Set sparse_output=False to output pandas dataframes or disable Pandas output via` ohe.set_output(transform="default").'
      : 'Pandas output does not support sparse data. Set sparse_output=False to output pandas DataFrames or disable pandas output via `ohe.set_output(transform="default").',
  );
}

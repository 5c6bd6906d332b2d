import type { PyObject } from "../../container/pickle/values.js";
import { attributesOf, requireObject } from "../../decode/sklearn/object.js";
import { arrayOf, type Field, list } from "./fields.js";
import type { Fitted } from "./fitted.js";
import { readHistTrees } from "./hist-trees.js";
import type { Grove } from "./leaves.js";

/** `_predictors` as one set of node arrays with one value per node. */
export type HistGrove = Grove & { readonly perIteration: number };

const groves = new WeakMap<PyObject, HistGrove>();

/** The trees of `_predictors`, read once per file, with the categories that `_bin_mapper` knows. */
export const histField: Field<HistGrove> = {
  kind: "TreePredictor[][]",
  read: (value, where, owner) => {
    const { record } = owner.object;
    let grove = groves.get(record);
    if (grove === undefined) {
      const { trees, values, perIteration } = readHistTrees(value ?? null, where, knownCategories(owner));
      grove = { trees, values, perIteration, outputs: 1, classes: 1, count: trees.roots.length };
      groves.set(record, grove);
    }
    return grove;
  },
};

/** Categories by column as 256 bits (sklearn/ensemble/_hist_gradient_boosting/binning.py: make_known_categories_bitsets). */
function knownCategories(owner: Fitted): (column: number) => Uint32Array | undefined {
  const mapper = owner.attribute("_bin_mapper");
  const where = owner.object.at("_bin_mapper");
  const attributes = mapper === undefined ? undefined : attributesOf(requireObject(mapper, where));
  return (column) => {
    const thresholds = attributes?.get("bin_thresholds_");
    if (thresholds === undefined) return undefined;
    const categories = arrayOf(list(thresholds, where)[column] ?? null, `${where}.bin_thresholds_`);
    const bits = new Uint32Array(8);
    for (let i = 0; i < categories.size; i++) {
      const category = Number(categories.at(i)) & 255;
      bits[category >> 5] = (bits[category >> 5] as number) | (1 << (category & 31));
    }
    return bits;
  };
}

import type { PyValue } from "../../../container/pickle/values.js";
import { ModelError } from "../../../errors.js";
import { field, number, wrong } from "../fields.js";

/** Each counts into an array of this width: 128 MB. scikit-learn's default is 2^20; hashes have 31 bits. */
const MAX_WIDTH = 2 ** 24;

/** `n_features` of what hashes terms to columns. */
export const hashWidth = field<number>("int", (value, where) => {
  const width = number(value as PyValue);
  if (typeof width !== "number" || !Number.isInteger(width) || width < 1) return wrong(value, where, "a number of columns");
  if (width <= MAX_WIDTH) return width;
  throw new ModelError("sklearn/unsupported", `${where} is ${width}; at most ${MAX_WIDTH} columns are hashed to.`, { where });
});

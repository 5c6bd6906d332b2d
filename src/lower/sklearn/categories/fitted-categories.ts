import type { PyValue } from "../../../container/pickle/values.js";
import { NdArray } from "../../../container/python/array.js";
import { realize } from "../../../container/python/realize.js";
import type { Tensor } from "../../../tensor.js";
import { arrayOf, field, list, number } from "../fields.js";

/** `categories_`: one array per column. */
export const categoriesField = {
  kind: "list of arrays",
  read: (value: PyValue | undefined, where: string): Tensor[] =>
    (value === undefined ? [] : list(value, where)).map((item, i) => arrayOf(item, `${where}[${i}]`)),
};

/** Per column an index or None, as `drop_idx_` is: None, an integer array, or an array of objects. */
export const indicesField = field<readonly (number | null)[] | undefined>("array of int or None", (value, where) => {
  if (value === undefined || value === null) return undefined;
  const real = realize(value as PyValue);
  const items: unknown[] =
    real instanceof NdArray && real.objects === undefined
      ? numbers(real as unknown as PyValue, where)
      : list(value as PyValue, where).map(number);
  return items.map((item) => (typeof item === "number" ? item : null));
});

/** Per column a list of integers or None, as `_infrequent_indices` and `_default_to_infrequent_mappings` are. */
export const indexListsField = field<readonly (readonly number[] | null)[] | undefined>("list of arrays or None", (value, where) => {
  if (value === undefined || value === null) return undefined;
  return list(value as PyValue, where).map((item) => (realize(item) === null ? null : numbers(item, where)));
});

function numbers(value: PyValue, where: string): number[] {
  const tensor = arrayOf(value, where);
  return Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i)));
}

import * as ops from "../../graph/ops/encode.js";
import { scalar, type Value } from "../../graph/value.js";
import { type DType, float64, type HostValue, Tensor } from "../../tensor.js";
import { expansion, NAN_TEXT, NONE_TEXT, noStandardOp } from "../expansion.js";

/* Each value is compared with each category: [N, 1] == [1, K]. Objects are exported as texts, as Python's str has them: None, nan. */

/** The inputs' columns [N, 1]. */
function columnsOf(inputs: readonly Value[]): Value[] {
  const [first] = inputs;
  if (first === undefined || first.rank !== 2) return inputs.map((column) => column.unsqueeze(1));
  return Array.from({ length: first.dim(1) }, (_, i) => first.slice(1, i, i + 1));
}

/** [N, K] booleans: which category each row is. */
function matches(x: Value, categories: Tensor, spec: Parameters<typeof noStandardOp>[0]): Value {
  const cells = Array.from({ length: categories.size }, (_, i) => categories.at(i));
  if (categories.dtype === "string" || categories.dtype === "object") {
    if (x.dtype !== "string" && x.dtype !== "object")
      return noStandardOp(spec, "numbers are compared with categories that are Python objects");
    return x.equal(x.constantLike(new Tensor("string", [1, cells.length], textsOf(cells, spec))));
  }
  const numbers = x.cast("float64");
  const values = float64([1, cells.length], cells.map(Number));
  const equal = numbers.equal(values);
  const holes = cells.map((cell) => Number.isNaN(cell));
  if (!holes.includes(true)) return equal;
  const isHole = new Tensor("bool", [1, cells.length], Uint8Array.from(holes, Number));
  return equal.or(numbers.isNaN().and(x.constantLike(isHole)));
}

function textsOf(cells: readonly HostValue[], spec: Parameters<typeof noStandardOp>[0]): string[] {
  const texts = cells.map((cell) => {
    if (typeof cell === "string") return cell;
    if (cell === null) return NONE_TEXT;
    if (Number.isNaN(cell)) return NAN_TEXT;
    return noStandardOp(spec, "its categories are Python objects other than texts");
  });
  if (new Set(texts).size < texts.length)
    return noStandardOp(spec, "a missing value and a text among its categories are written the same way");
  return texts;
}

/** A row of zeros and ones per category, times a matrix of what each becomes; unknown ones by what is left. */
export const encodeOneHot = expansion(ops.encodeOneHot, (inputs, { columns, width, dtype }) => {
  const parts = columnsOf(inputs).map((x, i) => {
    const { categories, codes, unknown } = columns[i] as ops.ColumnCodes;
    const found = matches(x, categories, ops.encodeOneHot).cast("float64");
    const places = new Float64Array(codes.length * width);
    codes.forEach((code, k) => {
      if (code >= 0) places[k * width + code] = 1;
    });
    const hot = found.matMul(float64([codes.length, width], places));
    if (unknown === null || unknown < 0) return hot;
    const rest = new Float64Array(width);
    rest[unknown] = 1;
    return hot.add(
      found
        .sum(1, true)
        .neg()
        .add(1)
        .mul(float64([1, width], rest)),
    );
  });
  const [first, ...others] = parts;
  return first === undefined ? [] : [others.reduce((sum, part) => sum.add(part), first).cast(dtype)];
});

export const encodeCodes = expansion(ops.encodeCodes, (inputs, { columns, dtype, vector }) => {
  const parts = columnsOf(inputs).map((x, i) => {
    const { categories, codes, unknown } = columns[i] as ops.ColumnCodes;
    const found = matches(x, categories, ops.encodeCodes);
    const table = float64([1, codes.length], codes);
    const code = found.where(table, scalarOf("float64", 0)).sum(1, true);
    if (unknown === null) return code;
    return found.cast("float64").sum(1, true).greater(0).where(code, scalarOf("float64", unknown));
  });
  const [first, ...others] = parts;
  if (first === undefined) return [];
  const codes = others.length > 0 ? first.concat(others, 1) : first;
  return [(vector ? codes.squeeze(1) : codes).cast(dtype)];
});

const scalarOf = (dtype: DType, value: number): Tensor => scalar(dtype, value);

export const decodeOneHot = expansion(ops.decodeOneHot, ([x], { blocks, dtype }) => {
  if (blocks.some(({ zeros }) => zeros === "none")) return noStandardOp(ops.decodeOneHot, "a row of zeros is None");
  let start = 0;
  const parts = blocks.map(({ categories, zeros }) => {
    const end = start + categories.size;
    if (end === start) return noStandardOp(ops.decodeOneHot, "a feature has no columns");
    const block = x.slice(1, start, end);
    start = end;
    const best = x.constantLike(exported(categories, dtype)).gather(block.argMax(1), 0).unsqueeze(1);
    if (typeof zeros !== "object") return best;
    return block
      .sum(1, true)
      .equal(0)
      .where(x.constantLike(exported(zeros, dtype)), best);
  });
  const [first, ...others] = parts;
  return first === undefined ? [] : [first.concat(others, 1)];
});

export const decodeCodes = expansion(ops.decodeCodes, ([x], { columns, dtype, vector }) => {
  const [only] = columns;
  if (vector && only) return [x.constantLike(exported(only.categories, dtype)).gather(x.cast("int64"), 0)];
  const parts = columns.map(({ categories, special }, i) => {
    const code = x.slice(1, i, i + 1);
    const picked = code.squeeze(1).cast("int64");
    if (special.length > 0) return noStandardOp(ops.decodeCodes, "some codes are missing or unknown values");
    return x.constantLike(exported(categories, dtype)).gather(picked, 0).unsqueeze(1);
  });
  const [first, ...others] = parts;
  return first === undefined ? [] : [first.concat(others, 1)];
});

/** Categories in the dtype of the answer; objects as texts. */
function exported(categories: Tensor, dtype: DType): Tensor {
  if (dtype !== "object" && dtype !== "string") return categories;
  const cells = Array.from({ length: categories.size }, (_, i) => categories.at(i));
  if (!cells.every((cell) => typeof cell === "string"))
    return noStandardOp(ops.decodeOneHot, "its categories are Python objects other than texts");
  return new Tensor("string", [cells.length], cells);
}

export const binarizeLabels = expansion(ops.binarizeLabels, ([y], { classes, negative, positive }) => {
  if (classes.size <= 2) return noStandardOp(ops.binarizeLabels, "how many columns it answers depends on how many labels there are");
  const found = matches(y.unsqueeze(1), classes, ops.binarizeLabels);
  return [found.where(y.constantLike(scalar("int64", positive)), y.constantLike(scalar("int64", negative)))];
});
export const binarizeLists = expansion(ops.binarizeLists, () => noStandardOp(ops.binarizeLists, "it takes lists of unequal length"));
export const listsOfLabels = expansion(ops.listsOfLabels, () => noStandardOp(ops.listsOfLabels, "it answers lists of unequal length"));

import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { RuntimeValue } from "../../../graph/info.js";
import * as ops from "../../../graph/ops/encode.js";
import { CsrMatrix } from "../../../sparse.js";
import { type HostValue, int64, isFloating, isInteger, Tensor } from "../../../tensor.js";
import { rowSource } from "../categories/decode.js";
import { keyOf, placesOf } from "../categories/lookup.js";
import { kernel } from "../kernel.js";
import { sparse } from "../sparse.js";

const valueError = (message: string) => new ModelError("input/value", message, { where: "y", python: "ValueError" });

export const binarizeLabels = kernel(ops.binarizeLabels, ({ classes, negative, positive, ...options }) => {
  const places = placesOf(classes);
  const count = classes.size;
  return ([input]) => {
    const y = requireTensor(input, "brine.BinarizeLabels");
    const rows = y.size;
    if (rows === 0) throw valueError("Found array with 0 sample(s) (shape=(0,)) while a minimum of 1 is required.");
    const distinct = new Set<unknown>();
    const found = new Int32Array(rows);
    const floats = isFloating(y.dtype);
    for (let i = 0; i < rows; i++) {
      const cell = y.at(i);
      if (floats && !Number.isInteger(cell)) throw valueError("continuous target data is not supported with label binarization");
      const key = keyOf(cell);
      distinct.add(key);
      found[i] = places.get(key) ?? -1;
    }
    // type_of_target: up to two labels are a binary target, whatever the classes.
    const binary = distinct.size <= 2 && count <= 2;
    const width = binary ? 1 : count;
    const out = new Float64Array(rows * width).fill(negative);
    if (binary && count === 2) for (let i = 0; i < rows; i++) out[i] = found[i] === 1 ? positive : negative;
    else if (!binary) for (let i = 0; i < rows; i++) if ((found[i] as number) >= 0) out[i * width + (found[i] as number)] = positive;
    return [matrix("brine.BinarizeLabels", rows, width, out, options.sparse)];
  };
});

export const binarizeLists = kernel(ops.binarizeLists, ({ classes, ...options }) => {
  const places = placesOf(classes);
  return ([input]) => {
    const rows = listsOf(input);
    const out = new Float64Array(rows.length * classes.size);
    for (const [i, labels] of rows.entries())
      for (const label of labels) {
        const at = places.get(keyOf(label));
        if (at !== undefined) out[i * classes.size + at] = 1;
      }
    return [matrix("brine.BinarizeLists", rows.length, classes.size, out, options.sparse)];
  };
});

/** Iterables of labels: lists, the keys of a dict, the characters of a text, the rows of a matrix. */
function listsOf(input: RuntimeValue | undefined): (readonly HostValue[])[] {
  const y = requireTensor(input, "brine.BinarizeLists");
  const [rows = 0, width] = y.shape;
  if (width !== undefined)
    return Array.from({ length: rows }, (_, i) => Array.from({ length: width }, (_unused, j) => y.at(i * width + j)));
  return Array.from({ length: rows }, (_, i) => {
    const cell = y.at(i);
    if (Array.isArray(cell)) return cell as readonly HostValue[];
    if (cell instanceof Map) return [...cell.keys()] as HostValue[];
    if (typeof cell === "string") return [...cell];
    const type =
      cell === null
        ? "NoneType"
        : typeof cell === "boolean"
          ? "bool"
          : typeof cell === "number" && !Number.isInteger(cell)
            ? "float"
            : "int";
    throw new ModelError("input/dtype", `'${type}' object is not iterable`, { where: "y", python: "TypeError" });
  });
}

export const listsOfLabels = kernel(ops.listsOfLabels, ({ classes }) => ([input]) => {
  const source = rowSource(input as RuntimeValue);
  // Bigints stay integers in the answer.
  const whole = isInteger(classes.dtype);
  const labelAt = (j: number): HostValue => (whole ? BigInt(Number(classes.at(j))) : classes.at(j));
  const row = new Float64Array(classes.size);
  const unexpected = new Set<number>();
  const lists: HostValue[] = [];
  for (let i = 0; i < source.rows; i++) {
    source.read(i, 0, row);
    const list: HostValue[] = [];
    for (let j = 0; j < row.length; j++) {
      const value = row[j] as number;
      if (value === 1) list.push(labelAt(j));
      else if (value !== 0) unexpected.add(value);
    }
    lists.push(list);
  }
  if (unexpected.size > 0) {
    const also = input instanceof CsrMatrix ? "" : ` Also got [${[...unexpected].sort((a, b) => a - b).join(" ")}]`;
    throw valueError(`Expected only 0s and 1s in label indicator.${also}`);
  }
  return [new Tensor("object", [lists.length], lists)];
});

/** Whole numbers as int64, dense or csr. */
function matrix(op: string, rows: number, width: number, numbers: Float64Array, asSparse: boolean): RuntimeValue {
  if (!asSparse) return int64([rows, width], numbers);
  const indptr = new Int32Array(rows + 1);
  const indices: number[] = [];
  const values: number[] = [];
  for (let i = 0, p = 0; i < rows; i++) {
    for (let j = 0; j < width; j++, p++)
      if (numbers[p] !== 0) {
        indices.push(j);
        values.push(numbers[p] as number);
      }
    indptr[i + 1] = indices.length;
  }
  return sparse(op, [rows, width], "int64", int64([values.length], values).data, Int32Array.from(indices), indptr);
}

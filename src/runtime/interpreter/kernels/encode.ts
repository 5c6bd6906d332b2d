import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import type { RuntimeValue } from "../../../graph/info.js";
import * as ops from "../../../graph/ops/encode.js";
import { allocate, type Data, type DType, type HostValue, Tensor } from "../../../tensor.js";
import { type Column, complaint, noRows } from "../categories/complaints.js";
import { decodeBlock, rowSource } from "../categories/decode.js";
import { type Lookup, lookup } from "../categories/lookup.js";
import { kernel } from "../kernel.js";
import { sparse } from "../sparse.js";
import { convert } from "./cast.js";

/** Codes of all cells, [N, C] in C order, or the complaint. */
type Encode = (inputs: readonly RuntimeValue[]) => { readonly codes: Float64Array; readonly rows: number };

function encoder(op: string, { columns, checks }: ops.EncodeAttributes): Encode {
  const lookups = new Map<string, Lookup>();
  const lookupOf = (i: number, dtype: DType): Lookup => {
    const key = `${i} ${dtype}`;
    let found = lookups.get(key);
    if (found === undefined) {
      found = lookup(columns[i] as ops.ColumnCodes, dtype);
      lookups.set(key, found);
    }
    return found;
  };
  const count = columns.length;
  return (inputs) => {
    const given = columnsOf(op, inputs);
    const rows = inputs[0]?.shape[0] ?? 0;
    if (rows === 0 && checks.words !== "legacy" && checks.words !== "labels") throw noRows(given.length, checks);
    const codes = new Float64Array(rows * count);
    let complete = true;
    for (let i = 0; i < Math.min(count, given.length); i++) {
      const { tensor, offset, stride } = given[i] as Column;
      if (!lookupOf(i, tensor.dtype)(tensor.data, offset, stride, rows, codes, i, count)) complete = false;
    }
    const wrong = complete ? undefined : complaint(given, rows, columns, checks);
    if (wrong) throw wrong;
    if (checks.refusal)
      throw new ModelError("input/shape", rowsIn(checks.refusal.message, rows), { where: op, python: checks.refusal.python });
    return { codes, rows };
  };
}

/** A matrix by columns, or columns as they are. */
function columnsOf(op: string, inputs: readonly RuntimeValue[]): Column[] {
  const first = requireTensor(inputs[0], op);
  if (first.shape.length !== 2) return inputs.map((input) => ({ tensor: requireTensor(input, op), offset: 0, stride: 1 }));
  const stride = first.shape[1] ?? 0;
  return Array.from({ length: stride }, (_, offset) => ({ tensor: first, offset, stride }));
}

export const encodeOneHot = kernel(ops.encodeOneHot, (attributes) => {
  const { width, dtype, columns } = attributes;
  const encode = encoder("brine.EncodeOneHot", attributes);
  const count = columns.length;
  const one = dtype === "int64" || dtype === "uint64" ? 1n : 1;
  return (inputs) => {
    const { codes, rows } = encode(inputs);
    if (!attributes.sparse) {
      const out: Data = allocate(dtype, rows * width);
      for (let i = 0, k = 0; i < rows; i++)
        for (let c = 0; c < count; c++, k++) if ((codes[k] as number) >= 0) out[i * width + (codes[k] as number)] = one as never;
      return [new Tensor<DType>(dtype, [rows, width], out)];
    }
    const indptr = new Int32Array(rows + 1);
    const indices = new Int32Array(codes.length);
    let stored = 0;
    for (let i = 0, k = 0; i < rows; i++) {
      for (let c = 0; c < count; c++, k++) if ((codes[k] as number) >= 0) indices[stored++] = codes[k] as number;
      indptr[i + 1] = stored;
    }
    const data: Data = allocate(dtype, stored);
    data.fill(one as never);
    return [sparse("brine.EncodeOneHot", [rows, width], dtype, data, indices.subarray(0, stored), indptr)];
  };
});

export const encodeCodes = kernel(ops.encodeCodes, (attributes) => {
  const { dtype, columns, vector } = attributes;
  const encode = encoder("brine.EncodeCodes", attributes);
  return (inputs) => {
    const { codes, rows } = encode(inputs);
    // LabelEncoder answers np.array([]), which is float64.
    if (vector && rows === 0) return [new Tensor("float64", [0], codes)];
    const shape = vector ? [rows] : [rows, columns.length];
    const numbers = new Tensor("float64", shape, codes);
    return [dtype === "float64" ? numbers : new Tensor<DType>(dtype, shape, convert(numbers, dtype))];
  };
});

export const decodeOneHot = kernel(ops.decodeOneHot, ({ blocks, dtype }) => ([input]) => {
  const source = rowSource(input as RuntimeValue);
  const { rows } = source;
  const out = new Array<HostValue>(rows * blocks.length);
  let nones = false;
  let start = 0;
  for (const [i, block] of blocks.entries()) {
    const width = block.categories.size;
    if (decodeBlock(source, start, width, block, out, i, blocks.length)) nones = true;
    start += width;
  }
  return [fromCells(out, [rows, blocks.length], nones ? "object" : dtype)];
});

/** What NaN is as an int64. */
const LOWEST = -(2 ** 63);

export const decodeCodes = kernel(ops.decodeCodes, ({ columns, dtype, vector }) => ([input]) => {
  const x = requireTensor(input, "brine.DecodeCodes");
  const [rows = 0] = x.shape;
  const count = columns.length;
  if (vector) {
    if (rows === 0) return [new Tensor("float64", [0], new Float64Array(0))];
    refuseUnseen(x, (columns[0] as ops.CodedColumn).categories.size);
  }
  const out = new Array<HostValue>(rows * count);
  for (const [c, { categories, special }] of columns.entries())
    for (let i = 0, p = c; i < rows; i++, p += count) {
      const code = Number(x.at(p));
      const other = special.find((entry) => Object.is(entry.code, code) || entry.code === code);
      if (other) {
        out[p] = other.value.at(0);
        continue;
      }
      // NumPy's indexing: negative codes count from the end.
      const at = Number.isNaN(code) ? LOWEST : Math.trunc(code);
      const index = at < 0 ? at + categories.size : at;
      if (!(index >= 0 && index < categories.size))
        throw new ModelError(
          "input/value",
          `index ${at === LOWEST ? "-9223372036854775808" : at} is out of bounds for axis 0 with size ${categories.size}`,
          {
            where: "X",
            python: "IndexError",
          },
        );
      out[p] = categories.at(index);
    }
  return [fromCells(out, vector ? [rows] : [rows, count], dtype)];
});

/** LabelEncoder.inverse_transform: codes that stand for no label. */
function refuseUnseen(x: Tensor, size: number): void {
  const unseen = new Set<number>();
  for (let i = 0; i < x.size; i++) {
    const code = Number(x.at(i));
    if (!(Number.isInteger(code) && code >= 0 && code < size)) unseen.add(code);
  }
  if (unseen.size === 0) return;
  const texts = [...unseen].sort((a, b) => a - b).map(String);
  const width = Math.max(...texts.map((text) => text.length));
  const message = `y contains previously unseen labels: [${texts.map((text) => text.padStart(width)).join(" ")}]`;
  throw new ModelError("input/value", message, { where: "y", python: "ValueError" });
}

/** Cells as an array of their common dtype. */
export function fromCells(cells: HostValue[], shape: readonly number[], dtype: DType): Tensor {
  const objects = new Tensor("object", shape, cells);
  if (dtype === "object") return objects;
  if (dtype === "string") return new Tensor("string", shape, cells as string[]);
  return new Tensor<DType>(dtype, shape, convert(objects, dtype));
}

/** `{rows}` and `{rows*2}` in a message. */
function rowsIn(message: string, rows: number): string {
  return message.replace(/\{rows(?:\*(\d+))?\}/g, (_, factor: string | undefined) => String(rows * Number(factor ?? 1)));
}

import { ModelError } from "../../../errors.js";
import { Table } from "../../../table.js";
import { type HostValue, Tensor } from "../../../tensor.js";
import { NdArray } from "../array.js";
import { PandasArray, type PandasFrame, type PandasIndex, type PandasValues, PyRange } from "../real.js";
import { toTensor } from "../tensor.js";

/** A DataFrame as a table; the row index is left out. Names that are no text become it; two columns of one name are `input/names`. */
export function toTable(frame: PandasFrame): Table {
  const names = labels(frame.header).map(nameText);
  const columns = new Map<string, Tensor>();
  for (const [i, name] of names.entries()) {
    const column = frame.columns[i];
    if (columns.has(name)) throw new ModelError("input/names", `Two columns of the table are called "${name}".`);
    if (column !== undefined) columns.set(name, columnTensor(column));
  }
  return new Table(columns);
}

/**
 * A column as a tensor of one dimension. Categoricals and strings become objects with null where one is missing; nullable
 * numbers their plain dtype, or float64 with NaN where one is missing; dates and durations int64 in their unit.
 */
export function columnTensor(values: PandasValues): Tensor {
  if (values instanceof NdArray) return toTensor(values);
  switch (values.kind) {
    case "categorical":
      return categories(values);
    case "masked":
      return nullable(values);
    case "string":
      return new Tensor(
        "object",
        [values.size],
        (values.values.objects ?? []).map((item) => (typeof item === "string" ? item : null)),
      );
    case "interval":
      throw new ModelError("numpy/dtype", "A column of intervals is no tensor.");
    default:
      return toTensor(values.values);
  }
}

/** An index's labels, one a row. */
export function labels(index: PandasIndex): HostValue[] {
  const { content } = index;
  if (content instanceof PyRange) return Array.from({ length: content.length }, (_, i) => Number(content.start) + i * Number(content.step));
  if (content instanceof NdArray || content instanceof PandasArray) return cells(columnTensor(content));
  const parts = content.map(({ level, codes }) => pick(labels(level), cells(toTensor(codes))));
  return Array.from({ length: index.length }, (_, i) => parts.map((part) => part[i] ?? null));
}

function categories(values: PandasArray): Tensor {
  const known = values.categories ? labels(values.categories) : [];
  return new Tensor("object", [values.size], pick(known, cells(toTensor(values.values))));
}

/** -1 is missing. */
function pick(known: readonly HostValue[], codes: readonly HostValue[]): HostValue[] {
  return codes.map((code) => {
    const found = known[Number(code)];
    if (found === undefined && Number(code) !== -1) throw new ModelError("numpy/shape", `Category ${String(code)} of ${known.length}.`);
    return found ?? null;
  });
}

function nullable({ values, mask }: PandasArray): Tensor {
  const plain = toTensor(values);
  const missing = mask ? cells(toTensor(mask)) : [];
  if (!missing.includes(true)) return plain;
  if (plain.dtype === "bool")
    return new Tensor(
      "object",
      plain.shape,
      cells(plain).map((item, i) => (missing[i] === true ? null : item)),
    );
  return new Tensor(
    "float64",
    plain.shape,
    Float64Array.from(cells(plain), (item, i) => (missing[i] === true ? Number.NaN : Number(item))),
  );
}

function cells(tensor: Tensor): HostValue[] {
  return Array.from({ length: tensor.size }, (_, i) => tensor.at(i));
}

function nameText(name: HostValue): string {
  return Array.isArray(name) ? name.map(nameText).join(".") : String(name ?? "None");
}

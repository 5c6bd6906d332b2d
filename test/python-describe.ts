import { Py2String, PyByteArray, PyDict, PyGlobal, PyObject, PySet, PyTuple, type PyValue } from "../src/container/pickle/values.js";
import { NdArray, NumpyScalar, SparseMatrix } from "../src/container/python/array.js";
import {
  MaskedArray,
  PyComplex,
  PyDateTime,
  PyDecimal,
  PyDtype,
  PyFraction,
  PyPartial,
  PyRandom,
  PyRange,
  PySlice,
  PyTimeDelta,
  PyUuid,
} from "../src/container/python/real.js";
import { type PyReal, realize } from "../src/container/python/realize.js";
import { fieldArray, toTensor } from "../src/container/python/tensor.js";
import { float16ToNumber } from "../src/tensor.js";
import { describePandas } from "./python-describe-pandas.js";

/** The counterpart of oracle/cases/pickle/describe.py. */
export function describe(value: PyValue): unknown {
  return described(realize(value));
}

const number = (value: number): unknown => (Number.isNaN(value) ? "nan" : Number.isFinite(value) ? value : value > 0 ? "inf" : "-inf");

function cell(value: PyValue): unknown {
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number") return number(value);
  return describe(value);
}

export function array(value: NdArray): unknown {
  const { dtype, shape } = value;
  if (dtype.fields) return ["fields", [...shape], Object.fromEntries(dtype.fields.map((f) => [f.name, array(fieldArray(value, f.name))]))];
  const head = ["array", dtype.kind, dtype.itemSize, dtype.unit?.replace(/^\d+/, "") ?? null, [...shape]];
  if (value.objects) return [...head, value.objects.map(cell)];
  return [...head, cells(value)];
}

function cells(value: NdArray): unknown[] {
  const { kind } = value.dtype;
  const tensor = toTensor(value);
  const data = [...(tensor.data as Iterable<unknown>)];
  if (kind === "b") return data.map((item) => item === 1);
  if (kind === "c") return pairs(data.map((item) => number(item as number)));
  if (tensor.dtype === "float16") return data.map((item) => number(float16ToNumber(item as number)));
  return data.map((item) => (typeof item === "string" ? item : kind === "f" ? number(item as number) : String(item)));
}

function pairs(flat: readonly unknown[]): unknown[] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
}

function described(value: PyReal): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return ["int", String(value)];
  if (typeof value === "number") return ["float", number(value)];
  if (value instanceof Uint8Array) return ["bytes", Buffer.from(value).toString("latin1")];
  if (value instanceof PyByteArray) return ["bytearray", Buffer.from(value.data).toString("latin1")];
  if (value instanceof Py2String) return value.text;
  if (Array.isArray(value)) return ["list", value.map(describe)];
  if (value instanceof PyTuple) return ["tuple", value.items.map(describe)];
  if (value instanceof PySet) {
    const items = value.items.map(describe).sort((a, b) => (pythonText(a) < pythonText(b) ? -1 : 1));
    return [value.frozen ? "frozenset" : "set", items];
  }
  if (value instanceof PyDict) return ["dict", value.entries().map(([key, item]) => [describe(key), describe(item)])];
  if (value instanceof NdArray) return array(value);
  if (value instanceof NumpyScalar) return ["scalar", array(new NdArray(value.dtype, [], false, value.bytes, undefined))];
  if (value instanceof MaskedArray) return ["masked", array(value.data), array(value.mask)];
  if (value instanceof SparseMatrix) {
    return ["sparse", value.format, value.shape, array(value.data), array(value.indices), value.indptr ? array(value.indptr) : null];
  }
  if (value instanceof PyDtype) return ["dtype", value.dtype.kind, value.dtype.itemSize];
  if (value instanceof PyComplex) return ["complex", number(value.real), number(value.imaginary)];
  if (value instanceof PySlice) return ["slice", describe(value.start), describe(value.stop), describe(value.step)];
  if (value instanceof PyRange) return ["range", Number(value.start), Number(value.stop), Number(value.step)];
  if (value instanceof PyDecimal) return ["decimal", value.text];
  if (value instanceof PyFraction) return ["fraction", String(value.numerator), String(value.denominator)];
  if (value instanceof PyUuid) return ["uuid", String(value.value)];
  if (value instanceof PyTimeDelta) return ["timedelta", value.days, value.seconds, value.microseconds];
  if (value instanceof PyDateTime) return moment(value);
  if (value instanceof PyRandom) return random(value);
  if (value instanceof PyPartial) {
    // Written by reference: a ufunc is a name that NumPy looks up, so it stays a record.
    const func = value.func instanceof PyGlobal ? value.func.name : value.func instanceof PyObject ? value.func.args.items.at(-1) : "?";
    return ["partial", func, value.args.map(describe), Object.fromEntries([...value.keywords].map(([k, v]) => [k, describe(v)]))];
  }
  return describePandas(value, describe, array);
}

function moment(value: PyDateTime): unknown {
  const pad = (n: number, width: number) => String(n).padStart(width, "0");
  const [year, month, day] = value.date;
  const [hour, minute, second, micro] = value.time;
  const date = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
  const time = `${pad(hour, 2)}:${pad(minute, 2)}:${pad(second, 2)}.${pad(micro, 6)}`;
  if (value.kind === "date") return ["date", date];
  if (value.kind === "time") return ["time", time];
  const zone = value.zone instanceof PyTimeDelta ? value.zone.days * 86400 + value.zone.seconds : null;
  return ["datetime", `${date}T${time}`, zone];
}

function random(value: PyRandom): unknown {
  if (value.kind !== "RandomState") return ["random", value.kind, value.bitGenerator, describe(value.state)];
  const state = realize((value.state as PyDict).get("state") ?? null) as PyDict;
  return ["random", "RandomState", value.bitGenerator, array(realize(state.get("key") ?? null) as NdArray), Number(state.get("pos"))];
}

/** `str` of a described value, as the other side sorts by. */
function pythonText(value: unknown): string {
  return Array.isArray(value) ? `[${value.map((v) => (typeof v === "string" ? `'${v}'` : String(v))).join(", ")}]` : String(value);
}

import { PyDict, PyObject, PyTuple, type PyValue } from "../../pickle/values.js";
import { NdArray } from "../array.js";
import { attributeDict, onlyState } from "../content.js";
import { type Context, PandasArray, PandasIndex, type PandasValues, type PyReal, type Reconstructor } from "../real.js";
import { className, pathsOf } from "./names.js";

/** `__pyx_unpickle_NDArrayBacked(cls, checksum, None)` with the state (dtype, ndarray[, attributes]) in either order. */
const ndarrayBacked: Reconstructor = {
  calls: ["pandas._libs.arrays.__pyx_unpickle_NDArrayBacked"],
  read: (record, context) => {
    const name = className(record.args.items[0]);
    const state = onlyState(record);
    const items = state instanceof PyTuple ? state.items : [];
    const data = items.map((item) => context.realize(item)).find((item) => item instanceof NdArray);
    const dtype = items.find((item) => item instanceof PyObject && !(context.realize(item) instanceof NdArray));
    return name === undefined || data === undefined ? record : (backed(name, data, dtype, context) ?? record);
  },
};

/** pandas up to 1.2: instances with `_codes` and `_dtype`, `_data` or `_ndarray`. */
const older: Reconstructor = {
  classes: pathsOf("Categorical", "DatetimeArray", "TimedeltaArray", "PeriodArray", "StringArray", "PandasArray"),
  read: (record, context) => {
    const attributes = attributeDict(record) ?? new PyDict();
    const name = className(record.cls ?? null);
    const data = context.realize(attributes.get("_codes") ?? attributes.get("_ndarray") ?? attributes.get("_data") ?? null);
    if (name === undefined || !(data instanceof NdArray)) return record;
    const own = attributes.get("_categories") ?? attributes.get("categories");
    if (own !== undefined) return categorical(data, own, attributes.get("_ordered") ?? attributes.get("ordered"), context) ?? record;
    return backed(name, data, attributes.get("_dtype"), context) ?? record;
  },
};

const masked: Reconstructor = {
  classes: pathsOf("IntegerArray", "FloatingArray", "BooleanArray"),
  read: (record, context) => {
    const attributes = attributeDict(record);
    const data = context.realize(attributes?.get("_data") ?? null);
    const mask = context.realize(attributes?.get("_mask") ?? null);
    if (!(data instanceof NdArray) || !(mask instanceof NdArray) || data.size !== mask.size || mask.dtype.kind !== "b") return record;
    return new PandasArray("masked", data, { mask });
  },
};

function backed(name: string, data: NdArray, dtype: PyValue | undefined, context: Context): PandasValues | undefined {
  switch (name) {
    case "Categorical": {
      const attributes =
        dtype instanceof PyObject && className(dtype.cls ?? null) === "CategoricalDtype" ? attributeDict(dtype) : undefined;
      return attributes && categorical(data, attributes.get("categories") ?? null, attributes.get("ordered"), context);
    }
    case "DatetimeArray":
      return new PandasArray("datetime", data, { detail: zoneOf(dtype) });
    case "TimedeltaArray":
      return new PandasArray("timedelta", data);
    case "PeriodArray":
      return new PandasArray("period", data, { detail: dtype });
    case "StringArray":
    case "StringArrayNumpySemantics":
      return new PandasArray("string", data);
    default:
      return name === "PandasArray" || name === "NumpyExtensionArray" ? data : undefined;
  }
}

export function categorical(codes: NdArray, categories: PyValue, ordered: PyValue | undefined, context: Context): PandasArray | undefined {
  const index = context.realize(categories);
  if (!(index instanceof PandasIndex) || codes.dtype.kind !== "i") return undefined;
  return new PandasArray("categorical", codes, { categories: index, ordered: ordered === true });
}

/** The time zone of a `DatetimeTZDtype`. */
function zoneOf(dtype: PyValue | undefined): PyValue | undefined {
  return dtype instanceof PyObject && className(dtype.cls ?? null) === "DatetimeTZDtype" ? attributeDict(dtype)?.get("tz") : undefined;
}

/** A column's or an index's values, whatever holds them. */
export function valuesOf(real: PyReal): PandasValues | undefined {
  if (real instanceof NdArray || real instanceof PandasArray) return real;
  if (real instanceof PandasIndex && (real.content instanceof NdArray || real.content instanceof PandasArray)) return real.content;
  return undefined;
}

export const pandasArrays: readonly Reconstructor[] = [ndarrayBacked, older, masked];

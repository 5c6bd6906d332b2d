import { PyDict, type PyValue } from "../../pickle/values.js";
import { NdArray } from "../array.js";
import { intOf, itemsOf } from "../content.js";
import { type Context, type IndexLevel, PandasArray, PandasIndex, type PandasValues, PyRange, type Reconstructor } from "../real.js";
import { categorical, valuesOf } from "./arrays.js";
import { className } from "./names.js";

/** `_new_Index(cls, {data, name, …})`, and the same by its other names (pandas/core/indexes/base.py, `_new_Index`). */
export const pandasIndex: Reconstructor = {
  calls: [
    "pandas.core.indexes.base._new_Index",
    "pandas.indexes.base._new_Index",
    "pandas.core.index._new_Index",
    "pandas.core.indexes.datetimes._new_DatetimeIndex",
    "pandas.tseries.index._new_DatetimeIndex",
    "pandas.core.indexes.period._new_PeriodIndex",
    "pandas.tseries.period._new_PeriodIndex",
    "pandas.core.indexes.interval._new_IntervalIndex",
  ],
  read: (record, context) => {
    const [cls, made] = record.args.items;
    const name = className(cls);
    if (name === undefined || !(made instanceof PyDict)) return record;
    const content = contentOf(name, made, context);
    return content === undefined ? record : new PandasIndex(made.get("name") ?? null, content);
  },
};

function contentOf(name: string, made: PyDict, context: Context): PandasIndex["content"] | undefined {
  if (name === "RangeIndex") return rangeOf(made);
  if (name === "MultiIndex") return levelsOf(made, context);
  if (name === "IntervalIndex") return intervals(made, context);
  const codes = context.realize(made.get("codes") ?? null);
  if (name === "CategoricalIndex" && codes instanceof NdArray)
    return categorical(codes, made.get("categories") ?? null, made.get("ordered"), context);
  const values = valuesOf(context.realize(made.get("data") ?? made.get("ordinal") ?? null));
  return values && zoned(name, values, made);
}

/** Older indexes of dates hold a plain array and say the zone or frequency beside it. */
function zoned(name: string, values: PandasValues, made: PyDict): PandasValues {
  if (!(values instanceof NdArray)) return values;
  if (name === "DatetimeIndex") return new PandasArray("datetime", values, { detail: made.get("tz") ?? undefined });
  if (name === "TimedeltaIndex") return new PandasArray("timedelta", values);
  if (name === "PeriodIndex") return new PandasArray("period", values, { detail: made.get("freq") ?? undefined });
  return values;
}

function rangeOf(made: PyDict): PyRange | undefined {
  const [start, stop, step] = ["start", "stop", "step"].map((key) => made.get(key));
  if (intOf(start) === undefined || intOf(stop) === undefined || intOf(step) === undefined || step === 0n) return undefined;
  return new PyRange(start as bigint, stop as bigint, step as bigint);
}

function levelsOf(made: PyDict, context: Context): readonly IndexLevel[] | undefined {
  const lists = [made.get("levels"), made.get("codes") ?? made.get("labels"), made.get("names")];
  const [levels, codes, names] = lists.map((list) => itemsOf(context.realize(list ?? null)));
  if (levels === undefined || codes === undefined || levels.length !== codes.length) return undefined;
  const read = levels.map((item, i) => level(context.realize(item), context.realize(codes[i] ?? null), names?.[i] ?? null));
  const [first] = read;
  return read.every((each) => each !== undefined && each.codes.size === first?.codes.size) ? (read as IndexLevel[]) : undefined;
}

function level(index: unknown, codes: unknown, name: PyValue): IndexLevel | undefined {
  return index instanceof PandasIndex && codes instanceof NdArray && codes.dtype.kind === "i" ? { level: index, codes, name } : undefined;
}

function intervals(made: PyDict, context: Context): PandasArray | undefined {
  const [left, right] = ["left", "right"].map((key) => valuesOf(context.realize(made.get(key) ?? null)));
  if (!(left instanceof NdArray) || !(right instanceof NdArray) || left.size !== right.size) return undefined;
  return new PandasArray("interval", left, { right, detail: made.get("closed") });
}

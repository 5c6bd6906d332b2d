import { PyGlobal, type PyValue } from "../../pickle/values.js";

/** Where pandas keeps, and kept, its classes: 0.2x, 1.x, 2.x and the public names that 3.0 pickles. */
const modules: Readonly<Record<string, readonly string[]>> = {
  DataFrame: ["pandas", "pandas.core.frame"],
  Series: ["pandas", "pandas.core.series"],
  BlockManager: ["pandas.core.internals.managers", "pandas.core.internals"],
  SingleBlockManager: ["pandas.core.internals.managers", "pandas.core.internals"],
  Index: ["pandas", "pandas.core.indexes.base", "pandas.indexes.base", "pandas.core.index"],
  Int64Index: ["pandas.core.indexes.numeric", "pandas.indexes.numeric", "pandas.core.index"],
  UInt64Index: ["pandas.core.indexes.numeric", "pandas.indexes.numeric", "pandas.core.index"],
  Float64Index: ["pandas.core.indexes.numeric", "pandas.indexes.numeric", "pandas.core.index"],
  RangeIndex: ["pandas", "pandas.core.indexes.range", "pandas.indexes.range"],
  MultiIndex: ["pandas", "pandas.core.indexes.multi", "pandas.indexes.multi", "pandas.core.index"],
  CategoricalIndex: ["pandas", "pandas.core.indexes.category", "pandas.indexes.category"],
  DatetimeIndex: ["pandas", "pandas.core.indexes.datetimes", "pandas.tseries.index"],
  TimedeltaIndex: ["pandas", "pandas.core.indexes.timedeltas", "pandas.tseries.tdi"],
  PeriodIndex: ["pandas", "pandas.core.indexes.period", "pandas.tseries.period"],
  IntervalIndex: ["pandas", "pandas.core.indexes.interval"],
  Categorical: ["pandas", "pandas.core.arrays.categorical", "pandas.core.categorical"],
  CategoricalDtype: ["pandas", "pandas.core.dtypes.dtypes", "pandas.api.types"],
  DatetimeTZDtype: ["pandas", "pandas.core.dtypes.dtypes"],
  DatetimeArray: ["pandas.arrays", "pandas.core.arrays.datetimes"],
  TimedeltaArray: ["pandas.arrays", "pandas.core.arrays.timedeltas"],
  PeriodArray: ["pandas.arrays", "pandas.core.arrays.period"],
  StringArray: ["pandas.arrays", "pandas.core.arrays.string_"],
  StringArrayNumpySemantics: ["pandas.core.arrays.string_"],
  PandasArray: ["pandas.arrays", "pandas.core.arrays.numpy_"],
  NumpyExtensionArray: ["pandas.arrays", "pandas.core.arrays.numpy_"],
  IntegerArray: ["pandas.arrays", "pandas.core.arrays.integer"],
  FloatingArray: ["pandas.arrays", "pandas.core.arrays.floating"],
  BooleanArray: ["pandas.arrays", "pandas.core.arrays.boolean"],
};

/** Every path of some classes. */
export function pathsOf(...classes: readonly string[]): string[] {
  return classes.flatMap((name) => (modules[name] ?? []).map((module) => `${module}.${name}`));
}

const byPath = new Map(Object.keys(modules).flatMap((name) => pathsOf(name).map((path) => [path, name] as const)));

/** The class that a global names, if it is one of pandas' own. */
export function className(value: PyValue | undefined): string | undefined {
  return value instanceof PyGlobal ? byPath.get(value.path) : undefined;
}

"""What a pandas value is, as JSON; see describe.py."""

import numpy as np
import pandas as pd

from describe import array, describe


def moments(kind, values):
    return [kind, array(np.asarray(values).view("i8"))]


def describe_values(values):
    """The values of a column or an index."""
    dtype = values.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        return ["categorical", array(values.codes), describe_index(values.categories), bool(values.ordered)]
    if isinstance(dtype, pd.PeriodDtype):
        return moments("period", values.asi8)
    if isinstance(dtype, pd.IntervalDtype):
        return ["interval", array(np.asarray(values.left)), array(np.asarray(values.right))]
    if isinstance(dtype, pd.StringDtype):
        return ["string", [None if pd.isna(item) else item for item in values]]
    if hasattr(values, "_mask"):
        return ["masked", array(values._data), array(values._mask)]
    if dtype.kind in "mM":
        return moments({"m": "timedelta", "M": "datetime"}[dtype.kind], values.asi8 if hasattr(values, "asi8") else np.asarray(values))
    return array(np.asarray(values))


def describe_index(index):
    if isinstance(index, pd.MultiIndex):
        return ["index", None, ["multi", [[describe_index(level), array(codes), name]
                                          for level, codes, name in zip(index.levels, index.codes, index.names)]]]
    if isinstance(index, pd.RangeIndex):
        return ["index", index.name, ["range", index.start, index.stop, index.step]]
    return ["index", index.name, describe_values(index.array if hasattr(index.dtype, "name") and not isinstance(index.dtype, np.dtype) or index.dtype.kind in "mM" else index.to_numpy())]


def describe_pandas(value):
    if isinstance(value, pd.DataFrame):
        columns = [value.iloc[:, i] for i in range(value.shape[1])]
        return ["frame", describe_index(value.columns), [describe_column(column) for column in columns], describe_index(value.index)]
    if isinstance(value, pd.Series):
        return ["series", value.name, describe_column(value), describe_index(value.index)]
    if isinstance(value, pd.Index):
        return describe_index(value)
    raise TypeError(type(value))


def describe_column(column):
    extension = not isinstance(column.dtype, np.dtype) or column.dtype.kind in "mM"
    return describe_values(column.array if extension else column.to_numpy())

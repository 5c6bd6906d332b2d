"""INPUT of case.json: what a method is called with, encoded and decoded."""
import numpy as np
import pandas as pd
from scipy import sparse

from .values import from_json, objects, to_json


class Labels:
    """One-dimensional labels, as LabelEncoder.transform takes."""

    def __init__(self, values):
        self.values = np.asarray(values)


NOTHING = {"kind": "none"}


def encode(x, store):
    if x is None:
        return dict(NOTHING)
    if isinstance(x, Labels):
        if x.values.dtype.kind in "OUS":
            return {"kind": "labels", "dtype": _name(x.values.dtype), "values": store.put_list(to_json(x.values))}
        return {"kind": "labels", "array": store.put(x.values)}
    if isinstance(x, pd.DataFrame):
        return {"kind": "table", "columns": [_column(name, x.iloc[:, i], store) for i, name in enumerate(x.columns)]}
    if sparse.issparse(x):
        return csr(x, store)
    if isinstance(x, np.ndarray):
        if x.dtype.kind in "OUS":
            return {"kind": "objects", "dtype": _name(x.dtype), "shape": list(x.shape), "values": store.put_list(to_json(x.ravel()))}
        return {"kind": "array", "array": store.put(x)}
    if isinstance(x, str):
        return {"kind": "text", "single": True, "values": [x]}
    if isinstance(x, list):
        if all(isinstance(item, str) for item in x):
            return {"kind": "text", "values": store.put_list(list(x))}
        return {"kind": "records", "values": store.put_list(to_json(x))}
    raise TypeError("an input of type %r" % type(x))


def decode(spec, store):
    kind = spec["kind"]
    if kind == "none":
        return None
    if kind == "array":
        return store.get(spec["array"])
    if kind == "labels":
        if "array" in spec:
            return Labels(store.get(spec["array"]))
        values = store.get_list(spec["values"])
        return Labels(_typed(objects(values, [len(values)]), spec["dtype"]))
    if kind == "objects":
        return _typed(objects(store.get_list(spec["values"]), spec["shape"]), spec["dtype"])
    if kind == "table":
        return pd.DataFrame({i: _series(c, store) for i, c in enumerate(spec["columns"])}).set_axis(
            pd.Index([c["name"] for c in spec["columns"]]), axis=1
        )
    if kind == "csr":
        parts = tuple(store.get(spec[part]) for part in ("data", "indices", "indptr"))
        return sparse.csr_matrix(parts, shape=tuple(spec["shape"]))
    if kind == "text":
        return spec["values"][0] if spec.get("single") else list(store.get_list(spec["values"]))
    if kind == "records":
        return from_json(store.get_list(spec["values"]))
    raise ValueError("an input of kind %r" % kind)


def argument(x):
    """What is handed to scikit-learn."""
    return x.values if isinstance(x, Labels) else x


def csr(matrix, store):
    matrix = matrix.tocsr().copy()
    matrix.sort_indices()
    return {
        "kind": "csr",
        "data": store.put(matrix.data),
        "indices": store.put(matrix.indices),
        "indptr": store.put(matrix.indptr),
        "shape": list(matrix.shape),
        "dtype": matrix.dtype.name,
    }


def _name(dtype):
    return "object" if dtype.kind == "O" else "str"


def _typed(array, dtype):
    return array.astype(str) if dtype == "str" else array


def _column(name, series, store):
    name = to_json(name)
    if isinstance(series.dtype, pd.CategoricalDtype):
        values = [None if pd.isna(v) else to_json(v) for v in series]
        categories = to_json(list(series.cat.categories))
        return {"name": name, "dtype": "category", "categories": categories, "values": store.put_list(values), "missing": "nan"}
    array = series.to_numpy()
    if array.dtype.kind in "biuf":
        return {"name": name, "dtype": array.dtype.name, "array": store.put(array)}
    missing = {"none" if v is None else "nan" for v in array if pd.isna(v)}
    if len(missing) > 1:
        raise TypeError("column %r mixes None and NaN" % name)
    values = [None if pd.isna(v) else to_json(v) for v in array]
    return {"name": name, "dtype": "object", "values": store.put_list(values), "missing": missing.pop() if missing else "none"}


def _series(column, store):
    if "array" in column:
        return pd.Series(store.get(column["array"]))
    missing = np.nan if column["missing"] == "nan" else None
    values = [missing if v is None else v for v in store.get_list(column["values"])]
    if column["dtype"] == "category":
        return pd.Series(pd.Categorical(values, categories=column["categories"]))
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return pd.Series(array, dtype=object)

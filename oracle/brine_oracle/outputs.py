"""OUTPUT of case.json: what a method answered, encoded, decoded and compared."""
import numpy as np
import pandas as pd
from scipy import sparse

from . import inputs
from .values import to_json


def encode(answer, store):
    if isinstance(answer, pd.DataFrame):
        return inputs.encode(answer, store)
    if sparse.issparse(answer):
        return inputs.csr(answer, store)
    if isinstance(answer, list) and len(answer) > 8 and all(isinstance(a, np.ndarray) and a.ndim == 1 and a.dtype.kind == "U" for a in answer):
        # the vectorizers' inverse_transform: the terms of each text, one row behind the other
        words = [word for row in answer for word in row.tolist()]
        return {"kind": "ragged", "values": store.put_list(words), "indptr": store.put(np.cumsum([0] + [len(a) for a in answer]))}
    if isinstance(answer, (list, tuple)) and not _is_plain(answer):
        spec = {"kind": "list", "items": [encode(item, store) for item in answer]}
        return dict(spec, tuple=True) if isinstance(answer, tuple) else spec
    array = np.asarray(answer, dtype=object) if isinstance(answer, (list, tuple)) else np.asarray(answer)
    if array.dtype.kind in "biufc":
        return {"kind": "array", "array": store.put(array)}
    if array.dtype.kind == "U":
        return {"kind": "strings", "values": store.put_list(array.ravel().tolist()), "shape": list(array.shape), "dtype": "str"}
    if array.dtype.kind == "O" and array.ndim == 1 and len(array) and all(isinstance(item, np.ndarray) for item in array):
        # radius_neighbors: rows of unequal length, one behind the other; row i is data[indptr[i]:indptr[i + 1]]
        return {"kind": "ragged", "data": store.put(np.concatenate(array)), "indptr": store.put(np.cumsum([0] + [len(a) for a in array]))}
    kind = "strings" if all(isinstance(item, str) for item in array.ravel()) else "objects"
    values = [to_json(list(item) if isinstance(item, (list, tuple, np.ndarray)) else item) for item in array.ravel()]
    return {"kind": kind, "values": store.put_list(values), "shape": list(array.shape), "dtype": "object"}


def differences(a, b, store_a, store_b, rtol=0.0):
    """Where two encoded answers differ, as sentences; floats may differ by rtol times the largest magnitude of their column."""
    if a["kind"] != b["kind"]:
        return ["a %s became a %s" % (a["kind"], b["kind"])]
    if a["kind"] == "list":
        if len(a["items"]) != len(b["items"]) or a.get("tuple") != b.get("tuple"):
            return ["%d items became %d" % (len(a["items"]), len(b["items"]))]
        return [d for p, q in zip(a["items"], b["items"]) for d in differences(p, q, store_a, store_b, rtol)]
    if a["kind"] == "table":
        if [c["name"] for c in a["columns"]] != [c["name"] for c in b["columns"]]:
            return ["other columns"]
        return [d for p, q in zip(a["columns"], b["columns"]) for d in _cells(p, q, store_a, store_b, rtol)]
    return _cells(a, b, store_a, store_b, rtol)


def _cells(a, b, store_a, store_b, rtol):
    found = []
    for key in sorted(set(a) | set(b)):
        if key in ("array", "data", "indices", "indptr") and key in a and key in b:
            found += _arrays(store_a.get(a[key]), store_b.get(b[key]), rtol)
        elif key == "values" and key in a and key in b:
            found += _lists(store_a.get_list(a[key]), store_b.get_list(b[key]), rtol)
        elif a.get(key) != b.get(key):
            found.append("%s was %.80r, is %.80r" % (key, a.get(key), b.get(key)))
    return found


def _lists(a, b, rtol):
    if len(a) != len(b):
        return ["%d values became %d" % (len(a), len(b))]
    off = [i for i, (p, q) in enumerate(zip(a, b)) if p != q and not (isinstance(p, float) and isinstance(q, float) and abs(p - q) <= rtol * abs(p))]
    return ["%d of %d values differ, first %.40r, now %.40r" % (len(off), len(a), a[off[0]], b[off[0]])] if off else []


def _arrays(a, b, rtol):
    if a.dtype != b.dtype or a.shape != b.shape:
        return ["%s%s became %s%s" % (a.dtype, a.shape, b.dtype, b.shape)]
    if a.tobytes() == b.tobytes():
        return []
    if a.dtype.kind not in "fc" or not rtol:
        return ["%d of %d values differ" % (np.sum(~((a == b) | ((a != a) & (b != b)))), a.size)]
    finite = np.where(np.isfinite(a), np.abs(a), 0)
    scale = finite.max(axis=0, initial=0) if a.ndim else finite
    # float32 answers carry 24 bits: two correct ones may be an ulp apart
    allowed = max(rtol, 1e-6 if a.dtype == np.float32 else 0) * scale
    same = (a == b) | ((a != a) & (b != b))
    with np.errstate(invalid="ignore"):
        off = ~same & ~(np.abs(a - b) <= allowed)
    return ["%d of %d values differ by up to %g" % (off.sum(), a.size, np.nanmax(np.abs(a - b)[off]))] if off.any() else []


def _is_plain(values):
    return len(values) > 0 and all(item is None or isinstance(item, (str, int, float)) for item in values)

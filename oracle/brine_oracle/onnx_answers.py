"""Asks an .onnx file, in Python's onnxruntime, what a case records for its own input."""
import numpy as np
import onnxruntime
import pandas as pd

from . import inputs, outputs
from .arrays import ArrayStore

# onnx files compute in float32, which carries 24 bits
FLOAT32_RTOL = 1e-5
DTYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64, "tensor(string)": object, "tensor(bool)": bool}


def check(path, case, store, names=None):
    """
    (answers that agree, sentences, near-ties). `names` says which outputs of the file answer which method: {"predict": ["label"]};
    without it outputs go by the methods' names, `transform_0`, `transform_1`, … where a method answers a table or a list. Every
    output is compared. A label may differ only where the two best scores are nearly tied.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    offered = [o.name for o in session.get_outputs()]
    answers = {a["method"]: a["output"] for a in case["answers"] if "input" not in a and not a.get("kwargs")}
    names = names or {method: parts for method in answers for parts in [_parts(method, offered)] if parts}
    unknown = set(offered) - {name for method in names if method in answers for name in names[method]}
    if unknown or not names:
        return 0, ["outputs of the file that no recorded answer is for: %s" % sorted(unknown)], 0
    found = dict(zip(offered, session.run(offered, feeds(session, case, store))))
    passed, differ, ties = 0, [], 0
    for method, parts in names.items():
        recorded = _pieces(answers[method], store)
        wrong = [] if len(recorded) == len(parts) else ["%d outputs became %d" % (len(recorded), len(parts))]
        for (piece, old_store), name in zip(recorded, parts):
            new_store = ArrayStore()
            got = outputs.encode(_like(found[name], piece, old_store), new_store)
            sentences = outputs.differences(piece, got, old_store, new_store, FLOAT32_RTOL)
            if sentences and method == "predict" and _only_near_ties(answers, got, store, new_store):
                sentences, ties = [], ties + 1
            wrong += sentences
        passed += not wrong
        differ += ["%s: %s" % (method, sentence) for sentence in wrong]
    return passed, differ, ties


def _parts(method, offered):
    if method in offered:
        return [method]
    return ["%s_%d" % (method, i) for i in range(len(offered)) if "%s_%d" % (method, i) in offered]


def _pieces(recorded, store):
    """An answer as the arrays that an .onnx file answers for it, each with its store: a table's columns, a list's items, csr densely."""
    if recorded["kind"] == "list":
        return [piece for item in recorded["items"] for piece in _pieces(item, store)]
    if recorded["kind"] == "table":
        columns = inputs.decode(recorded, store)
        return [_encoded(columns.iloc[:, i].to_numpy()) for i in range(columns.shape[1])]
    if recorded["kind"] == "csr":
        return [_encoded(inputs.decode(recorded, store).toarray())]
    if recorded["kind"] == "objects":
        cells = store.get_list(recorded["values"])
        if all(isinstance(cell, (bool, int, float)) for cell in cells):  # numbers stay numbers: ONNX has no objects to put them in
            return [_encoded(np.array(cells, dtype=np.float64).reshape(recorded["shape"]))]
    return [(recorded, store)]


def _encoded(array):
    store = ArrayStore()
    return outputs.encode(array, store), store


def feeds(session, case, store):
    x = inputs.argument(inputs.decode(case["input"], store))
    slots = session.get_inputs()
    if isinstance(x, pd.DataFrame) and not (len(slots) == 1 and len(x.columns) > 1):
        return {slot.name: _shaped(x[slot.name].to_numpy(), slot) for slot in slots}
    if hasattr(x, "toarray"):
        x = x.toarray()
    return {slots[0].name: _shaped(np.asarray(x), slots[0])}


def _shaped(array, slot):
    array = array.astype(DTYPES[slot.type])
    return array[:, None] if array.ndim == 1 and len(slot.shape) == 2 else array


def _like(found, recorded, store):
    """The dtype of float32 work is not what is compared; a fraction never becomes a whole number."""
    found = np.asarray(found)
    if recorded["kind"] == "array" and found.dtype.kind in "biuf":
        cast = found.astype(store.get(recorded["array"]).dtype)
        return cast if cast.dtype.kind == "f" or np.array_equal(cast, found) else found
    return found.astype(str) if recorded["kind"] == "strings" and recorded["dtype"] == "str" else found


def _only_near_ties(answers, got, store, new_store):
    scores = answers.get("predict_proba") or answers.get("decision_function")
    if not scores or scores["kind"] != "array":
        return False
    scores = store.get(scores["array"])
    values = [_flat(answers["predict"], store), _flat(got, new_store)]
    if len(values[0]) != len(values[1]) or len(scores) != len(values[0]):
        return False
    best = np.sort(scores, axis=1) if scores.ndim == 2 else np.column_stack([np.zeros(len(scores)), scores])
    gap = np.abs(best[:, -1] - best[:, -2])
    differ = np.array([p != q for p, q in zip(*values)])
    return bool(np.all(gap[differ] <= FLOAT32_RTOL * np.maximum(np.abs(best[differ, -1]), 1)))


def _flat(output, store):
    return store.get(output["array"]).tolist() if "array" in output else store.get_list(output["values"])

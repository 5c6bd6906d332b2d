"""Asks an .onnx file, in Python's onnxruntime, what a case records for its own input."""
import numpy as np
import onnxruntime
import pandas as pd
from scipy import sparse

from . import inputs, outputs
from .arrays import ArrayStore

# onnx files compute in float32, which carries 24 bits
FLOAT32_RTOL = 1e-5
DTYPES = {"tensor(float)": np.float32, "tensor(double)": np.float64, "tensor(int64)": np.int64, "tensor(string)": object, "tensor(bool)": bool}


def check(path, case, store, names=None):
    """
    (answers that agree, sentences, near-ties). `names` says which output of the file answers which method: {"predict": "label"};
    without it outputs go by the methods' names. A label may differ only where the two best scores are nearly tied.
    """
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    names = names or {o.name: o.name for o in session.get_outputs()}
    answers = {a["method"]: a["output"] for a in case["answers"] if "input" not in a and not a["kwargs"]}
    asked = [method for method in names if method in answers]
    if not asked:
        return 0, ["no output of the file is a method answered: %s" % sorted(names)], 0
    found = dict(zip(asked, session.run([names[m] for m in asked], feeds(session, case, store))))
    passed, differ, ties = 0, [], 0
    for method in asked:
        new_store, old_store, recorded = ArrayStore(), store, answers[method]
        if recorded["kind"] == "csr":  # the file answers densely
            old_store = ArrayStore()
            recorded = outputs.encode(_dense(recorded, store), old_store)
        got = outputs.encode(_like(found[method], recorded), new_store)
        wrong = outputs.differences(recorded, got, old_store, new_store, FLOAT32_RTOL)
        if wrong and method == "predict" and _only_near_ties(answers, got, store, new_store):
            wrong, ties = [], ties + 1
        passed += not wrong
        differ += ["%s: %s" % (method, sentence) for sentence in wrong]
    return passed, differ, ties


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


def _like(found, recorded):
    """The dtype of float32 work is not what is compared, nor whether a sparse answer comes dense."""
    found = np.asarray(found)
    if recorded["kind"] == "array":
        return found.astype(recorded["dtype"]).reshape(found.shape)
    return found.astype(str) if recorded["kind"] == "strings" and recorded["dtype"] == "str" else found


def _dense(recorded, store):
    data, indices, indptr = (store.get(recorded[key]) for key in ("data", "indices", "indptr"))
    return sparse.csr_matrix((data, indices, indptr), shape=tuple(recorded["shape"])).toarray()


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

"""The real Keras opens what Brine wrote and compares it with what it saved itself: weights, configuration, optimizer, predictions.

    python oracle/check_keras_saved.py FOLDER      FOLDER/jobs.json comes from oracle/save_keras.mjs

Takes the jobs of the Keras that runs it. The last line reads "N passed, N failed".
"""

import json
import os
import sys
import tempfile
import warnings
from pathlib import Path

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
import numpy as np  # noqa: E402

try:
    import keras
except ImportError:
    from tensorflow import keras

folder = Path(sys.argv[1])
version = ".".join(keras.__version__.split(".")[:2])
jobs = [job for job in json.loads((folder / "jobs.json").read_text()) if job["version"] == version]


def opened(path):
    """The model, and what Keras warned of."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if path.endswith(".json"):
            return keras.models.model_from_json(Path(path).read_text()), []
        model = keras.models.load_model(path)
    return model, sorted({str(w.message)[:80] for w in caught})


def equal(a, b):
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(equal(a[key], b[key]) for key in a)
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(equal, a, b))
    a, b = np.asarray(a), np.asarray(b)
    return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()


def variables(model):
    optimizer = getattr(model, "optimizer", None)
    found = optimizer.variables if optimizer is not None else []
    return [np.asarray(v) for v in (found() if callable(found) else found)]


def differences(job):
    mine, warned = opened(job["original"])
    theirs, also = opened(job["file"])
    if mine.get_config() != theirs.get_config():
        yield "configuration"
    if job["file"].endswith(".json"):
        return
    if not equal(mine.get_weights(), theirs.get_weights()):
        yield "weights"
    same_form = Path(job["file"]).suffix == Path(job["original"]).suffix
    if same_form and not equal(variables(mine), variables(theirs)):
        yield "optimizer"
    if getattr(mine, "compiled", None) != getattr(theirs, "compiled", None) and same_form:
        yield "compile state"
    if set(also) - set(warned) and same_form:
        yield f"warnings {sorted(set(also) - set(warned))}"
    with np.load(job["data"], allow_pickle=False) as data:
        inputs = [data[key] for key in job["inputs"]]
    inputs = [x.astype(object) if x.dtype.kind in "US" else x for x in inputs]
    given = inputs[0] if len(inputs) == 1 else inputs
    try:
        answer = mine.predict(given, verbose=0)
    except Exception:
        return
    if not equal(answer, theirs.predict(given, verbose=0)):
        yield "predictions"


def reopens(job):
    """Whether Keras opens the form when it wrote it itself."""
    suffix = Path(job["file"]).suffix
    with tempfile.TemporaryDirectory() as scratch, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        own = str(Path(scratch) / f"own{suffix}")
        try:
            model = keras.models.load_model(job["original"])
            if suffix == ".json":
                Path(own).write_text(model.to_json())
            else:
                model.save(own)
            opened(own)
            return True
        except Exception:  # noqa: BLE001
            return False


passed = failed = 0
for job in jobs:
    try:
        opened(job["original"])
    except Exception as error:  # noqa: BLE001
        print(f"{job['name']}: Keras does not open its own file: {str(error)[:120]}", flush=True)
        continue
    try:
        found = list(differences(job))
    except Exception as error:  # noqa: BLE001
        if not reopens(job):
            print(f"{job['name']}: Keras does not open its own file of this form: {str(error)[:120]}", flush=True)
            continue
        found = [f"{type(error).__name__}: {str(error)[:200]}"]
    keras.backend.clear_session()
    if found:
        failed += 1
        print(f"{job['name']}: {', '.join(found)}", flush=True)
    else:
        passed += 1
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)

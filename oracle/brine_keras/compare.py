"""Whether a committed fixture still is what its Keras answers."""
import json
import tempfile
from pathlib import Path

import numpy as np

from . import files
from .answers import ask, differences
from .framework import forget, short_version
from .lab import X


def compare_unit(unit, committed, make):
    """(calls that agree, sentences about those that do not): the committed files reopened, and all made anew."""
    if not committed.exists():
        return 0, []
    passed, differ = 0, []
    with tempfile.TemporaryDirectory() as folder:
        if make(Path(folder)) is None:
            return 0, ["could not be made again"]
        anew = Path(folder) / unit / short_version
        for case in sorted(path.name for path in committed.iterdir()):
            if not (anew / case).exists():
                differ.append("case %s is gone" % case)
                continue
            for sentence in _compare_case(committed / case, anew / case):
                passed += sentence is None
                differ += [] if sentence is None else ["%s %s" % (case, sentence)]
    return passed, differ


def _compare_case(old, new):
    """For each call of each form, and each made anew: None, or what differs."""
    document, arrays = read(old)
    other, made = read(new)
    if document["calls"] != other["calls"] or document["files"] != other["files"]:
        yield "made anew has other calls or files"
        return
    for call in document["calls"]:
        inputs = differences([arrays[key] for key in call["inputs"]], [made[key] for key in call["inputs"]])
        found = inputs or differences([arrays[key] for key in call["outputs"]], [made[key] for key in call["outputs"]])
        yield found and "made anew: " + found
    for name in [name for name in document["files"] if not name.startswith("model.weights")]:
        forget()
        model = files.load(old, name)
        for call in document["calls"]:
            found = differences([arrays[key] for key in call["outputs"]], ask(model, [X(arrays[key]) for key in call["inputs"]]))
            yield found and "%s reopened: %s" % (name, found)


def read(folder):
    """case.json and the arrays of one case's folder."""
    document = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    holder = folder.parent.parent / document["data"] / folder.name if "data" in document else folder
    with np.load(str(holder / "data.npz"), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    for call in document["calls"]:
        for key, output in zip(call["outputs"], document["outputs"]):
            if output["dtype"] == "bfloat16":
                import ml_dtypes

                arrays[key] = arrays[key].view(ml_dtypes.bfloat16)
    return document, arrays

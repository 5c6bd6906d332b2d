"""Whether a committed fixture still is what its scikit-learn answers."""
import json
import tempfile
from pathlib import Path

from . import containers, inputs, outputs
from .arrays import ArrayStore
from .record import Recorder
from .values import from_json

# the same file in the same version: processors differ in the last bits of exp and of sums (FMA, AVX-512)
REOPENED_RTOL = 1e-11
# fitted anew: solvers stop at a tolerance, so that other last bits become other fifth digits
REFITTED_RTOL = 1e-4


def compare_unit(unit, committed, make):
    """(answers that agree, sentences about those that do not): the committed files reopened, and all made anew."""
    if not committed.exists():
        return 0, []
    old, store = read(committed)
    passed, differ = 0, []
    for case in old["cases"]:
        model = containers.load(committed / case["model"])
        good, bad = replay(model, case, store, REOPENED_RTOL)
        passed += good
        differ += ["%s reopened: %s" % (case["name"], sentence) for sentence in bad]
    with tempfile.TemporaryDirectory() as folder:
        if make(Path(folder)) is None:
            return passed, differ + ["could not be made again"]
        new, new_store = read(Path(folder) / unit / old["versions"]["scikit-learn"])
    cases = {case["name"]: case for case in new["cases"]}
    for case in old["cases"]:
        if case["name"] not in cases:
            differ.append("case %s is gone" % case["name"])
            continue
        good, bad = _compare_case(case, cases[case["name"]], store, new_store)
        passed += good
        differ += ["%s refitted: %s" % (case["name"], sentence) for sentence in bad]
    return passed, differ


def read(folder):
    document = json.loads((folder / "case.json").read_text(encoding="utf-8"))
    return document, ArrayStore.load(folder, document)


def replay(model, case, store, rtol=0.0):
    """Asks a model what a case records: (answers that agree, sentences)."""
    passed, differ = 0, []
    for asked in case["answers"] + case["raises"]:
        recorder = Recorder(model, ArrayStore(store.arrays, store.lists))
        recorder.ask(asked["method"], inputs.decode(asked.get("input", case["input"]), store), from_json(asked.get("kwargs", {})))
        found = _differences(asked, (recorder.answers + recorder.raises)[0], store, recorder.store, rtol)
        passed += not found
        differ += ["%s: %s" % (asked["method"], sentence) for sentence in found]
    return passed, differ


def _compare_case(old, new, store, new_store):
    passed, differ = 0, []
    for kind in ("answers", "raises"):
        if len(old[kind]) != len(new[kind]):
            differ.append("%d %s became %d" % (len(old[kind]), kind, len(new[kind])))
            continue
        for a, b in zip(old[kind], new[kind]):
            found = _differences(a, b, store, new_store, REFITTED_RTOL)
            passed += not found
            differ += ["%s: %s" % (a["method"], sentence) for sentence in found]
    return passed, differ


def _differences(a, b, store_a, store_b, rtol):
    if ("type" in a) != ("type" in b):
        return ["%s instead of %s" % (b.get("type", "an answer"), a.get("type", "an answer"))]
    if "type" in a:
        return [] if (a["type"], a["message"]) == (b["type"], b["message"]) else ["raised %s: %s" % (b["type"], b["message"])]
    return outputs.differences(a["output"], b["output"], store_a, store_b, rtol)

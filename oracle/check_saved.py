"""
Opens what Brine saved with the real scikit-learn that made the original, and asks it everything the fixture asks.

    .oracle/sklearn-1.9.1/bin/python oracle/check_saved.py FOLDER [--onnx]

FOLDER/jobs.json is a list of { file, unit, version, case, outputs? }: `file` in FOLDER is what Brine wrote of that fixture's case. Pickles
and joblib files of this interpreter's scikit-learn version are checked: the object must be one that Python cannot tell from
the original, and every answer the same to the bit. --onnx checks the .onnx files, of all versions, against the recorded answers.
"""
import json
import os
import sys
import tempfile
import warnings
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
os.environ["SKLEARN_SITE_JOBLIB"] = "1"
sys.dont_write_bytecode = True
sys.setrecursionlimit(20000)
warnings.showwarning = lambda *rest, **more: None  # old versions switch their own warnings on

import joblib  # noqa: E402
import sklearn  # noqa: E402

from brine_oracle import containers, inputs, outputs, same  # noqa: E402
from brine_oracle.arrays import ArrayStore  # noqa: E402
from brine_oracle.compare import read  # noqa: E402
from brine_oracle.record import Recorder  # noqa: E402
from brine_oracle.values import from_json  # noqa: E402

FIXTURES = Path(__file__).resolve().parent.parent / "test" / "fixtures" / "sklearn"


def as_joblib_does(model):
    with tempfile.TemporaryDirectory() as folder:
        joblib.dump(model, os.path.join(folder, "model.joblib"))
        return joblib.load(os.path.join(folder, "model.joblib"))


def reopened(original, saved, case, store, packed):
    """(checks passed, sentences) for a model and what Brine made of it."""
    found = same.difference(original, saved)
    if found and packed and same.difference(original, as_joblib_does(original)) == found:
        found = None  # joblib itself loses some sharing: what it cannot keep is not asked of others
    passed, differ = int(not found), ["state: " + found] if found else []
    for asked in case["answers"] + case["raises"]:
        answers = []
        for model in (original, saved):
            recorder = Recorder(model, ArrayStore(store.arrays, store.lists))
            recorder.ask(asked["method"], inputs.decode(asked.get("input", case["input"]), store), from_json(asked.get("kwargs", {})))
            answers.append((recorder.answers or [None])[0] or recorder.raises[0])
            answers[-1]["store"] = recorder.store
        a, b = answers
        if "type" in a or "type" in b:
            wrong = [] if (a.get("type"), a.get("message")) == (b.get("type"), b.get("message")) else ["raises %.200s" % b.get("message")]
        else:
            wrong = outputs.differences(a["output"], b["output"], a["store"], b["store"])
        passed += not wrong
        differ += ["%s: %s" % (asked["method"], sentence) for sentence in wrong]
    return passed, differ


def main():
    folder, onnx = Path(sys.argv[1]), "--onnx" in sys.argv[2:]
    containers.as_sklearn_did()
    passed = failed = ties = 0
    fixtures = {}
    for job in json.loads((folder / "jobs.json").read_text(encoding="utf-8")):
        if job["file"].endswith(".onnx") != onnx or not (onnx or job["version"] == sklearn.__version__):
            continue
        where = FIXTURES / job["unit"] / job["version"]
        try:
            if where not in fixtures:
                fixtures = {where: read(where)}  # one at a time: jobs come fixture by fixture
            document, store = fixtures[where]
            case = next(c for c in document["cases"] if c["name"] == job["case"])
            if onnx:
                from brine_oracle.onnx_answers import check

                good, differ, near = check(folder / job["file"], case, store, job.get("outputs"))
                ties += near
            else:
                good, differ = reopened(containers.load(where / case["model"]), containers.load(folder / job["file"]), case, store, job["file"].endswith(".joblib"))
        except Exception as error:
            good, differ = 0, ["%s: %.300s" % (type(error).__name__, error)]
        passed, failed = passed + good, failed + len(differ)
        for sentence in differ:
            print("FAILED %s (%s %s, %s): %s" % (job["file"], job["unit"], job["version"], job["case"], sentence), flush=True)
    if ties:
        print("%d label answers differ from scikit-learn's only where float32 cannot tell the two best scores apart" % ties)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed or not passed else 0


sys.exit(main())

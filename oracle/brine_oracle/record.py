"""Makes the fixture of one unit: fits, saves, asks every method, writes case.json and data.npz."""
import json
import platform
import shutil
import sys
import tempfile
import warnings
from pathlib import Path

import joblib
import numpy as np
import pandas
import scipy
import sklearn

from . import containers, inputs, methods, outputs, probes
from .arrays import ArrayStore, Beside
from .values import to_json


def record(unit, cases, lab, target):
    """Writes the folder `target` (which must not exist) as a whole or not at all. Returns its notes."""
    store, made, notes = ArrayStore(), [], []
    work = Path(tempfile.mkdtemp(prefix="brine-fixture-"))
    try:
        for number, case in enumerate(cases(lab)):
            made.append(_record_case(case, number, lab, store, work, notes))
        if not made:
            return None
        if len({case["name"] for case in made}) < len(made):
            raise ValueError("two cases of one name")
        document = {"framework": "scikit-learn", "unit": unit, "versions": versions(), "seed": lab.seed}
        document["arrays"], document["lists"] = store.save(work / "data.npz", Beside(target.parent))
        (work / "case.json").write_text(_layout(document, made), encoding="utf-8")
        target.parent.mkdir(parents=True, exist_ok=True)
        work.chmod(0o755)
        shutil.move(str(work), str(target))
        return notes
    finally:
        shutil.rmtree(work, ignore_errors=True)


def versions():
    found = {"python": platform.python_version(), "scikit-learn": sklearn.__version__, "numpy": np.__version__}
    return dict(found, scipy=scipy.__version__, pandas=pandas.__version__, joblib=joblib.__version__)


def _record_case(case, number, lab, store, work, notes):
    name = case.container or containers.turn(lab.seed + number)
    suffix, save = containers.CONTAINERS[name]
    file = case.name + suffix
    save(case.fitted, str(work / file))
    model = containers.load(work / file)  # what a file holds is what counts
    made = {"name": case.name, "model": file, "container": name, "class": "%s.%s" % (type(model).__module__, type(model).__qualname__)}
    recorder = Recorder(model, store)
    made["input"] = inputs.encode(case.x, store)
    main = None
    probe = number == 0 if case.probe is None else case.probe
    for method in methods.offered(model):
        if method in case.skip:
            continue
        x = _input(case, method, recorder)
        if x is MISSING:
            continue
        asked = methods.calls(model, method) + list(case.calls.get(method, []))
        if method == "get_feature_names_out" and probe and probes.is_matrix(case.x):
            asked.append({"input_features": ["column %d" % i for i in range(case.x.shape[1])]})
        for kwargs in asked:
            refused = recorder.ask(method, None if method in methods.WITHOUT_INPUT else methods.brief(model, method, x, number == 0, lab.all_rows), kwargs)
            if refused:
                notes.append("%s.%s(%s) raised %s" % (case.name, method, kwargs or "", refused))
        if main is None and method not in methods.WITHOUT_INPUT:
            main = method
    for x in case.also:
        for method in _answering_x(model, case):
            recorder.ask(method, methods.brief(model, method, x, False, lab.all_rows), {})
    for x in probes.other_forms(case.x, lab.all_rows) if probe else []:
        for method in [m for m in methods.FORMS if m in _answering_x(model, case)][:2]:
            recorder.ask(method, x, {})
    if main:
        for x in case.bad + (probes.mistakes(case.x) if probe else []):
            recorder.ask(main, x, {})
    for answer in recorder.answers:
        if answer["input"] == made["input"]:
            del answer["input"]
    made.update(answers=recorder.answers, raises=recorder.raises, attributes=parameters(model))
    return made


MISSING = object()


def _input(case, method, recorder):
    if method in case.inputs:
        return case.inputs[method]
    if method == "inverse_transform":
        answer = recorder.last.get("transform")
        return MISSING if answer is None else answer
    return case.x


def _answering_x(model, case):
    return [m for m in methods.offered(model) if not (m in methods.WITHOUT_INPUT or m in case.inputs or m in case.skip or m == "inverse_transform")]


class Recorder:
    """Asks one model and keeps its answers and refusals, as case.json holds them."""

    def __init__(self, model, store):
        self.model, self.store = model, store
        self.answers, self.raises, self.last = [], [], {}

    def ask(self, method, x, kwargs):
        """Returns what was raised, in short, or None."""
        spec = inputs.encode(x, self.store)
        x = inputs.decode(spec, self.store)  # what the fixture keeps is what is asked
        asked = dict({"method": method}, **({"kwargs": to_json(kwargs)} if kwargs else {}), input=spec)
        try:
            with warnings.catch_warnings(), np.errstate(all="ignore"):
                warnings.simplefilter("ignore")
                answer = methods.invoke(self.model, method, x, kwargs)
        except Exception as error:
            if asked not in [_question(made) for made in self.raises]:
                self.raises.append(dict(asked, type=type(error).__name__, message=str(error)))
            return "%s: %.100s" % (type(error).__name__, error)
        self.last.setdefault(method, answer)
        if asked not in [_question(made) for made in self.answers]:
            self.answers.append(dict(asked, output=outputs.encode(answer, self.store)))
        return None


def _question(made):
    return {key: made[key] for key in ("method", "kwargs", "input") if key in made}


def parameters(model):
    """Those parameters that JSON can say, nested ones too."""
    found = {}
    for name, value in sorted(model.get_params(deep=True).items()):
        try:
            found[name] = to_json(value)
        except TypeError:
            continue
        if len(json.dumps(found[name])) > 200:
            del found[name]
    return found


def _layout(document, cases):
    """JSON with a line for each answer, so that a difference between versions is seen in a diff."""
    dump = lambda value: json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    text = dump(document)[:-1] + ',"cases":[\n'
    parts = []
    for case in cases:
        fields = []
        for key, value in case.items():
            if key in ("answers", "raises") and value:
                fields.append('"%s":[\n    %s]' % (key, ",\n    ".join(dump(item) for item in value)))
            else:
                fields.append('"%s":%s' % (key, dump(value)))
        parts.append("  {" + ",\n  ".join(fields) + "}")
    return text + ",\n".join(parts) + "]}\n"


def note(text):
    print(text, file=sys.stderr, flush=True)

"""Makes the fixtures of one unit: builds, saves, asks, and writes one folder for each case."""
import io
import json
import shutil
import tempfile
import zipfile
from pathlib import Path

import numpy as np

from . import files
from .answers import ask, differences, tolerance
from .case import Case, listed
from .framework import forget, short_version, version, versions
from .lab import Lab

# of the versions between the first and the last, a unit keeps its first case: what they save and answer hardly differs
WHOLE = {(2, 12), (3, 15)}


def record(unit, module, target):
    """Writes the folder `target` (which must not exist) as a whole or not at all. Returns the names of its cases."""
    lab, work = Lab(unit), Path(tempfile.mkdtemp(prefix="brine-fixture-"))
    try:
        names = []
        for number, case in _cases(module, lab):
            if number > 0 and version not in WHOLE and not getattr(module, "EVERY_VERSION", False):
                break
            if (work / case.name).exists():
                raise ValueError("two cases named %s" % case.name)
            names.append(case.name)
            try:
                for form, reason in _record_case(unit, lab, case, work / case.name, target.parent).items():
                    names[-1] += "\n  note: %s is not for Keras itself: %s\n " % (form, reason.replace("\n", " "))
            except Exception as error:
                error.args = ("%s: %s" % (case.name, str(error)[:600]),)
                raise
        if not names or target.exists():
            return None
        target.parent.mkdir(parents=True, exist_ok=True)
        work.chmod(0o755)
        shutil.move(str(work), str(target))
        return names
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _cases(module, lab):
    """The cases one by one; names and policies start anew before each."""
    forget()
    for number, parts in enumerate(module.cases(lab)):
        yield number, Case(number, *parts)
        forget()


def _record_case(unit, lab, case, folder, beside):
    folder.mkdir(parents=True)
    model = case.model(lab.seed)
    saved, refused = [], {}
    for form in ("keras", "h5", "json"):
        try:
            saved += [files.save(model, form, folder)] if form in case.forms else []
        except Exception as error:
            if form == "keras":
                raise
            refused[form] = "not written: %s: %.160s" % (type(error).__name__, error)
    calls, arrays, described = [], {}, None
    asked = [ask(model, call) for call in case.calls]
    for n, (inputs, outputs) in enumerate(zip(case.calls, asked)):
        call = {"inputs": [], "outputs": []}
        for kind, values in (("inputs", [x.array for x in listed(inputs)]), ("outputs", outputs)):
            for i, values in enumerate(values):
                key = "%s%d" % (kind[0].replace("i", "x").replace("o", "y"), i) + ("_%d" % n if n else "")
                arrays[key] = values
                call[kind].append(key)
        calls.append(call)
        described = described or [_described(values) for values in outputs]
    for names in reversed(list(saved)):
        try:
            _reopen(case, folder, names[0], asked)
        except Exception as error:
            if len(saved) == 1 and isinstance(error, Otherwise):
                raise
            refused[names[0]] = "%s: %.160s" % (type(error).__name__, error)
            if len(saved) > 1:
                saved.remove(names)
                for name in names:
                    (folder / name).unlink()
    document = {"framework": "keras", "unit": unit, "case": case.name, "versions": versions(), "seed": lab.seed}
    document["files"] = sorted(sum(saved, []))
    document["inputs"] = [dict(name=name, **_described(x.array)) for name, x in zip(_names(model, "input"), listed(case.inputs))]
    document["outputs"] = [dict(name=name, **values) for name, values in zip(_names(model, "output"), described)]
    document["calls"] = calls
    if refused:
        document["refused"] = refused
    document["tolerance"] = tolerance(asked[0], model)
    same = _same_data(arrays, beside, case.name)
    if same:
        document["data"] = same
    else:
        save_npz(folder / "data.npz", arrays)
    (folder / "case.json").write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
    return refused


class Otherwise(ValueError):
    """Keras opens what it wrote, and answers otherwise."""


def _reopen(case, folder, name, asked):
    """Raises what a form is left out for (`refused` in docs/fixtures.md): Keras itself does not open it, or answers otherwise."""
    again = files.load(folder, name)
    for inputs, outputs in zip(case.calls, asked):
        found = differences(outputs, ask(again, inputs))
        if found:
            raise Otherwise("answers otherwise: %s" % found)


def _described(values):
    return {"dtype": "string" if values.dtype.kind == "U" else values.dtype.name, "shape": list(values.shape)}


def _names(model, kind):
    """By their layers, as Keras takes them in a dict."""
    return [tensor._keras_history[0].name for tensor in getattr(model, kind + "s")]


def _same_data(arrays, unit, case):
    """The version whose folder holds these arrays to the bit, or None."""
    content = npz(arrays)
    for folder in sorted(unit.iterdir()) if unit.exists() else []:
        file = folder / case / "data.npz"
        if file.exists() and file.read_bytes() == content:
            return folder.name
    return None


def save_npz(path, arrays):
    path.write_bytes(npz(arrays))


def npz(arrays):
    """What np.savez_compressed writes, but with a fixed date and at level 9; bfloat16 as its bits."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, array in arrays.items():
            array = array.view(np.uint16) if array.dtype.name == "bfloat16" else array
            content = io.BytesIO()
            np.lib.format.write_array(content, np.ascontiguousarray(array).reshape(array.shape), allow_pickle=False)
            file.writestr(zipfile.ZipInfo(name + ".npy"), content.getvalue(), zipfile.ZIP_DEFLATED, 9)
    return packed.getvalue()

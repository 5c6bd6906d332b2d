"""
python -m brine_oracle make UNIT… --cases FOLDER --into FOLDER      fixtures that are missing (--all-rows: every method answers every row)
python -m brine_oracle compare UNIT… --cases FOLDER --with FOLDER   makes them anew, and compares with those committed
"""
import argparse
import importlib.util
import sys
import traceback
import warnings
from pathlib import Path

import sklearn

from . import containers
from .compare import compare_unit
from .lab import Lab
from .record import note, record


def case_module(path):
    """The module of a case file, or None where this version has no such estimator."""
    spec = importlib.util.spec_from_file_location("case_" + path.stem, str(path))
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except ImportError as error:
        if path.stem in str(error):
            return None
        raise
    return module


def make(unit, folder, into, all_rows=False):
    """The notes of a fixture made, or None when there is nothing to make here."""
    target = into / unit / sklearn.__version__
    if target.exists():
        return None
    module = case_module(folder / (unit + ".py"))
    return module and record(unit, module.cases, Lab(unit, all_rows), target)


def main():
    parser = argparse.ArgumentParser(prog="brine_oracle")
    parser.add_argument("command", choices=["make", "compare"])
    parser.add_argument("units", nargs="+")
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--with", type=Path, dest="committed")
    parser.add_argument("--all-rows", action="store_true")
    options = parser.parse_args()
    warnings.showwarning = lambda *rest, **more: None
    containers.as_sklearn_did()
    passed = failed = 0
    for unit in options.units:
        where = "%s %s" % (sklearn.__version__, unit)
        try:
            if options.command == "make":
                notes = make(unit, options.cases, options.into, options.all_rows)
                if notes is not None:
                    passed += 1
                    print("made %s%s" % (where, "".join("\n  note: " + n for n in notes)), flush=True)
            else:
                found = compare_unit(unit, options.committed / unit / sklearn.__version__, lambda into: make(unit, options.cases, into))
                passed, failed = passed + found[0], failed + len(found[1])
                for sentence in found[1]:
                    note("DIFFERS %s: %s" % (where, sentence))
        except Exception as error:
            failed += 1
            last = traceback.extract_tb(error.__traceback__)
            place = next((f for f in reversed(last) if "/cases/" in f.filename), last[-1])
            note("FAILED %s: %s: %s (%s:%d)" % (where, type(error).__name__, error, Path(place.filename).name, place.lineno))
    print("scikit-learn %s: %d passed, %d failed" % (sklearn.__version__, passed, failed), flush=True)
    return 1 if failed else 0


sys.exit(main())

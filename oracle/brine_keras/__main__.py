"""
python -m brine_keras make UNIT… --cases FOLDER --into FOLDER      fixtures that are missing
python -m brine_keras compare UNIT… --cases FOLDER --with FOLDER   reopens those committed, makes them anew, and compares both
"""
import argparse
import importlib.util
import sys
import traceback
from pathlib import Path

from .compare import compare_unit
from .framework import quietly, short_version
from .record import record


def case_module(path):
    spec = importlib.util.spec_from_file_location("case_" + path.stem, str(path))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def make(unit, cases, into):
    """The names of the cases made; None where the folder is there, or this version has no such layer."""
    target = into / unit / short_version
    if target.exists():
        return None
    try:
        return record(unit, case_module(cases / (unit + ".py")), target)
    except AttributeError as error:
        if str(error).endswith("has no attribute '%s'" % unit):
            return None
        raise


def main():
    parser = argparse.ArgumentParser(prog="brine_keras")
    parser.add_argument("command", choices=["make", "compare"])
    parser.add_argument("units", nargs="+")
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--into", type=Path)
    parser.add_argument("--with", type=Path, dest="committed")
    options = parser.parse_args()
    quietly()
    passed = failed = 0
    for unit in options.units:
        where = "%s %s" % (short_version, unit)
        try:
            if options.command == "make":
                names = make(unit, options.cases, options.into)
                if names is not None:
                    passed += 1
                    print("made %s: %s" % (where, " ".join(names)), flush=True)
            else:
                found = compare_unit(unit, options.committed / unit / short_version, lambda into: make(unit, options.cases, into))
                passed, failed = passed + found[0], failed + len(found[1])
                for sentence in found[1]:
                    print("DIFFERS %s: %s" % (where, sentence), file=sys.stderr, flush=True)
        except Exception as error:
            failed += 1
            last = traceback.extract_tb(error.__traceback__)
            place = next((f for f in reversed(last) if "/cases/" in f.filename), last[-1])
            print("FAILED %s: %s: %s (%s:%d)" % (where, type(error).__name__, error, Path(place.filename).name, place.lineno), file=sys.stderr, flush=True)
    print("Keras %s: %d passed, %d failed" % (short_version, passed, failed), flush=True)
    return 1 if failed else 0


sys.exit(main())

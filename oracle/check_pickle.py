"""Whether real Python reads pickles that Brine wrote as it reads the ones they were made from.

    python check_pickle.py [FOLDER]

Without a folder, the project's own tests write the pairs first. FOLDER, or each folder in it, holds pairs: NAME.original.pkl and NAME.<anything>.written.pkl. Originals that this environment
cannot open (another pandas wrote them) are passed over. Equal means: the same types and values, floats to the bit, and the
same sharing: wherever one graph meets an object again, so does the other. The last line reads `N passed, N failed`.
"""

import io
import os
import pickle
import struct
import subprocess
import sys
import tempfile
import types
import warnings
from pathlib import Path

import numpy as np

ATOMS = (str, int, bool, bytes, type(None), type, types.FunctionType, types.BuiltinFunctionType, types.ModuleType, np.dtype, np.ufunc, range)


class Different(Exception):
    pass


def compare(first, second):
    """Walks both graphs side by side; `pairs` maps what was met in one to what was met in the other."""
    pairs, back, keep = {}, {}, []
    open_ = [(first, second, "$")]
    while open_:
        a, b, where = open_.pop()
        if type(a) is not type(b):
            raise Different(f"{where}: {type(a)} and {type(b)}")
        if isinstance(a, ATOMS):
            if a != b:
                raise Different(f"{where}: {a!r:.80} and {b!r:.80}")
            continue
        if isinstance(a, float) and type(a) is float:
            if struct.pack(">d", a) != struct.pack(">d", b):
                raise Different(f"{where}: {a!r} and {b!r}")
            continue
        if id(a) in pairs or id(b) in back:
            if pairs.get(id(a)) != id(b) or back.get(id(b)) != id(a):
                raise Different(f"{where}: shared in one, not in the other")
            continue
        pairs[id(a)], back[id(b)] = id(b), id(a)
        keep.append((a, b))
        open_.extend(parts(a, b, where))


def parts(a, b, where):
    if type(a) in (list, tuple):
        same_length(a, b, where)
        return [(x, y, f"{where}[{i}]") for i, (x, y) in enumerate(zip(a, b))]
    if type(a) is dict:
        same_length(a, b, where)
        pairs = zip(a.items(), b.items())
        return [pair for (k, x), (m, y) in pairs for pair in ((k, m, f"{where}.key"), (x, y, f"{where}[{k!r:.40}]"))]
    if type(a) in (set, frozenset):
        same_length(a, b, where)
        if a != b and {repr(x) for x in a} != {repr(x) for x in b}:
            raise Different(f"{where}: sets differ")
        return []
    if type(a) is bytearray:
        if a != b:
            raise Different(f"{where}: bytearrays differ")
        return []
    if type(a) is np.ndarray and not a.dtype.hasobject:
        if a.dtype != b.dtype or a.shape != b.shape or a.tobytes("A") != b.tobytes("A") or a.flags.c_contiguous != b.flags.c_contiguous:
            raise Different(f"{where}: arrays {a.dtype}{a.shape} and {b.dtype}{b.shape} differ")
        return []
    if type(a) is np.ndarray:
        return [(a.dtype, b.dtype, where), (a.shape, b.shape, where), (a.tolist(), b.tolist(), where)]
    if isinstance(a, np.random.BitGenerator):
        # NumPy 2 seeds those of NumPy 1.24 and before anew each time, and then sets the state.
        return [(a.state, b.state, where)]
    return [(reduced(a), reduced(b), where)]


def reduced(value):
    """What pickle would write, in full. Names of functions stand for themselves."""
    result = value.__reduce_ex__(4)
    if isinstance(result, str):
        return [result]
    function, args, *rest = result
    state, items, pairs = (list(rest) + [None] * 3)[:3]
    return [function, tuple(args), state, list(items) if items is not None else None, list(pairs) if pairs is not None else None]


def same_length(a, b, where):
    if len(a) != len(b):
        raise Different(f"{where}: {len(a)} and {len(b)} items")


def main(folder=None):
    warnings.simplefilter("ignore")
    sys.setrecursionlimit(100_000)
    if folder is not None:
        return check(Path(folder))
    with tempfile.TemporaryDirectory() as made:
        command = ["npx", "vitest", "run", "test/pickle-write.test.ts"]
        done = subprocess.run(command, cwd=Path(__file__).parent.parent, env={**os.environ, "BRINE_PICKLE_PAIRS": made}, capture_output=True, text=True)
        if done.returncode != 0:
            print(done.stdout[-2000:], "0 passed, 1 failed", sep="\n")
            return 1
        return check(Path(made))


def check(folder):
    passed = failed = 0
    for original in sorted(folder.rglob("*.original.pkl")):
        name = original.name.removesuffix(".original.pkl")
        try:
            expected = pickle.loads(original.read_bytes())
        except Exception as error:  # another version's classes, in whatever way they fail
            print(f"{original.relative_to(folder)} passed over: {error}")
            continue
        for written in sorted(original.parent.glob(f"{name}.*.written.pkl")):
            for load in (pickle.loads, pure):
                try:
                    compare(expected, load(written.read_bytes()))
                    passed += 1
                except Exception as error:  # whatever unpickling raises
                    failed += 1
                    print(f"{written.relative_to(folder)}: {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


def pure(data):
    """By the pure Python unpickler, which minds the frames."""
    return pickle._Unpickler(io.BytesIO(data)).load()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

"""Values of the standard library, NumPy and SciPy, pickled by every protocol, with what they are.

    python values.py OUTPUT_FOLDER      writes <numpy version>/values.p<protocol>.pkl and values.json
"""

import datetime
import decimal
import fractions
import functools
import json
import pickle
import sys
import uuid
from collections import Counter, OrderedDict, defaultdict, deque
from pathlib import Path

import numpy as np
import scipy.sparse

from describe import describe

NUMERIC = "? i1 u1 i2 u2 i4 u4 i8 u8 f2 f4 f8 g F D G".split()


def arrays():
    for code in NUMERIC:
        for order in "<>":
            dtype = np.dtype(code).newbyteorder(order)
            base = np.arange(6) % 2 if code == "?" else np.arange(6) - (0 if code.startswith("u") else 2)
            made = base.astype(dtype).reshape(2, 3)
            if made.dtype.kind in "fc":
                made.flat[0], made.flat[1] = np.nan, -np.inf
            yield f"{code}{order}C", made
            yield f"{code}{order}F", np.asfortranarray(made)
    yield "long double", np.array(["1.1", "-1e300", "1e-310", "0", "-0.0", "inf", "nan"], dtype="g")
    yield "subnormal", np.array([5e-324, 2.2250738585072014e-308, -0.0])
    for order in "<>":
        yield f"U{order}", np.array(["", "a", "zürich", "\U0001f600x"]).astype(f"{order}U7")
        yield f"M8{order}", np.array(["2020-01-01", "NaT", "1950-06-01"], dtype="M8[D]").astype(f"{order}M8[ns]")
    yield "S", np.array([b"", b"a", b"\xffb\x00c"], dtype="S5")
    yield "UF", np.asfortranarray(np.array([["a", "bc"], ["d", ""]]))
    yield "M8[25s]", np.array([1, 2, 3], dtype="M8[25s]")
    yield "m8", np.array([1, -2], dtype="m8[us]")
    yield "object", np.array(["a", None, 1, 2.5, True], dtype=object)
    yield "object F", np.asfortranarray(np.array([["a", None], [1, 2.5]], dtype=object))
    yield "structured", np.array([(1, 2.5, b"ab", [1, 2]), (3, -1.0, b"c", [3, 4])],
                                 dtype=[("a", ">i4"), ("b", "<f8"), ("s", "S2"), ("v", "<i2", (2,))])
    yield "aligned", np.zeros(3, dtype=np.dtype([("a", "u1"), ("b", "f8")], align=True))
    yield "nested", np.array([((1, 2.0), 3)], dtype=[("p", [("x", "i4"), ("y", "f8")]), ("q", "i8")])
    yield "structured objects", np.array([("x", 1), (None, 2)], dtype=[("o", "O"), ("n", "i4")])
    yield "empty", np.zeros((0, 3))
    yield "0-d", np.array(3.5)
    yield "3-d F", np.asfortranarray(np.arange(24, dtype="f4").reshape(2, 3, 4))
    yield "3-d transposed", np.arange(24).reshape(2, 3, 4).transpose(1, 0, 2)
    yield "strided", np.arange(10)[::3]
    yield "matrix", np.matrix([[1, 2], [3, 4]])
    yield "recarray", np.rec.array([(1, 2.0)], dtype=[("a", "i4"), ("b", "f8")])
    yield "masked", np.ma.array([1.0, 2.0, 3.0], mask=[0, 1, 0])
    yield "masked F", np.ma.array(np.asfortranarray([[1, 2], [3, 4]]), mask=[[0, 1], [0, 0]])
    for code in NUMERIC:
        yield f"scalar {code}", np.dtype(code).type(1)
    yield "scalar U", np.str_("hé")
    yield "scalar S", np.bytes_(b"a\xff")
    yield "scalar M8", np.datetime64("2020-01-01T00:00", "s")
    yield "dtype f8", np.dtype("f8")
    yield "dtype V", np.dtype([("a", "i4"), ("b", "f8", (2,))])


def others():
    rng = np.random.RandomState(0)
    rng.normal()
    yield "RandomState", rng
    for name in ("PCG64", "MT19937", "Philox", "SFC64"):
        yield name, np.random.Generator(getattr(np.random, name)(3))
    yield "bit generator", np.random.PCG64(7)
    dense = np.array([[1.0, 0, 2], [0, 0, 3], [4, 5, 6], [0, 0, 0]])
    for format in ("csr", "csc", "coo", "bsr", "dia"):
        yield f"{format}_matrix", getattr(scipy.sparse, f"{format}_matrix")(dense)
        if hasattr(scipy.sparse, f"{format}_array"):
            yield f"{format}_array", getattr(scipy.sparse, f"{format}_array")(dense)
    yield "atoms", [None, True, False, 0, 255, 256, 65535, 65536, -1, 2**31 - 1, -(2**31), 2**31, 2**63, -(2**63), 2**64, 10**40, -(10**40),
                    1.5, -0.0, float("inf"), float("nan"), 1e300, "", "a", "hé", "\ufeffx", "日本", "\U0001f600", "a\x00b", "\n\\u0041\\",
                    b"", b"abc", b"\x00\xff" * 3, bytearray(b"\xfex"), 1 + 2j, "x" * 300, b"y" * 300]
    yield "containers", [[], (), {}, set(), frozenset(), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [1], list(range(5)), {1: 2}, {"a": 1, None: 2, (1, 2): 3},
                         {1, 2, 3}, frozenset("ab"), {"__proto__": 1, "constructor": 2}]
    yield "collections", [OrderedDict([("b", 1), ("a", 2)]), defaultdict(list, {"x": [1]}), Counter("aab"), deque([1, 2], maxlen=3)]
    yield "slices", [slice(1, None, 2), range(1, 10, 3)]
    zone = datetime.timezone(datetime.timedelta(hours=2))
    yield "datetimes", [datetime.date(2020, 2, 29), datetime.time(23, 59, 58, 123456), datetime.time(1, 2),
                        datetime.datetime(1999, 12, 31, 23, 59, 59, 999999), datetime.datetime(2020, 10, 25, 2, 30),
                        datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc), datetime.datetime(2020, 1, 1, tzinfo=zone),
                        datetime.timedelta(-3, 5, 7)]
    yield "numbers", [decimal.Decimal("1.10"), decimal.Decimal("-Infinity"), fractions.Fraction(-3, 4), uuid.UUID(int=12345)]
    yield "partial", functools.partial(np.add, 1, out=None)


def main(folder):
    folder = Path(folder) / f"numpy-{np.__version__}"
    folder.mkdir(parents=True, exist_ok=True)
    cases = dict(arrays()) | dict(others())
    (folder / "values.json").write_text(json.dumps({name: describe(value) for name, value in cases.items()}, separators=(",", ":")) + "\n")
    for protocol in range(6):
        (folder / f"values.p{protocol}.pkl").write_bytes(pickle.dumps(cases, protocol))


if __name__ == "__main__":
    main(sys.argv[1])

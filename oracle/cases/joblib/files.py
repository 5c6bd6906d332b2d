"""Joblib files of one value, in every way that the joblib at hand can write it, and what the value's arrays hold.

    python oracle/cases/joblib/files.py [FOLDER]      default test/fixtures/joblib

makes FOLDER/joblib-VERSION: `expected.json`, and the files. joblib 0.8 to 0.11 run under Python 3.11 and NumPy 1.23 too, from a
folder on PYTHONPATH (pip download --no-deps joblib==0.9.4; unzip); 0.8 wants the names of collections.abc in collections. lz4 files are made where the lz4 package is installed.
"""
import base64
import json
import os
import sys
import warnings

import joblib
import numpy as np

warnings.simplefilter("ignore")
VERSION = tuple(int(part) for part in joblib.__version__.split(".")[:2])


def arrays():
    rng = np.random.RandomState(7)
    person = np.dtype([("name", "U4"), ("age", "<i4"), ("marks", "<f8", (2,))])
    return {
        "float64": rng.standard_normal(300),
        "fortran": np.asfortranarray(rng.standard_normal((5, 7)).astype("f4")),
        "strided": np.arange(24).reshape(4, 6)[::2, 1:4],
        "big_endian": np.arange(9, dtype=">i4"),
        "bool": np.array([True, False, True]),
        "uint8": np.arange(256, dtype="u1"),
        "empty": np.zeros((0, 3)),
        "scalar": np.array(2.5),
        "complex": np.array([1 + 2j, -3.5j]),
        "text": np.array(["ab", "ünï", ""]),
        "bytes": np.array([b"ab", b"c"]),
        "struct": np.array([("Ann", 7, (1.5, 2.5)), ("Bob", 8, (3.0, 4.0))], dtype=person),
        "time": np.array(["2020-01-02", "NaT"], dtype="M8[ns]"),
        "matrix": np.matrix([[1.0, 2.0], [3.0, 4.0]]),
        "zeros": np.zeros(5000),
    }


def objects():
    return {"object": np.array(["x", None, "ÿ", "yz"], dtype=object), "object2d": np.array([["a", "b"], ["c", "d"], ["e", "f"]], dtype=object)}


def expected():
    out = {}
    for name, array in arrays().items():
        fortran = bool(array.flags.f_contiguous and not array.flags.c_contiguous)
        data = array.tobytes("F" if fortran else "C")
        out[name] = {"dtype": array.dtype.str, "shape": array.shape, "fortran": fortran, "data": base64.b64encode(data).decode()}
    for name, array in objects().items():
        out[name] = {"dtype": "|O", "shape": array.shape, "objects": array.ravel().tolist()}
    return out


def ways():
    """File name and the arguments of joblib.dump."""
    yield "plain.pkl", {}
    if VERSION < (0, 10):
        yield "zfile.pkl", {"compress": 3}
        yield "zfile-beside.pkl", {"compress": 3, "cache_size": 0}
        return
    methods = ["zlib", "gzip", "bz2", "lzma", "xz"]
    try:
        import lz4.frame  # noqa: F401

        if VERSION >= (0, 13):
            methods.append("lz4")
    except ImportError:
        pass
    for method in methods:
        yield "packed.%s" % method, {"compress": (method, 3)}
    yield "protocol2.pkl", {"protocol": 2}
    if VERSION >= (1, 0):
        yield "protocol5.pkl", {"protocol": 5}


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    into = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "..", "test", "fixtures", "joblib")
    folder = os.path.join(into, "joblib-%s" % joblib.__version__)
    os.makedirs(folder)
    value = dict(arrays())
    value.update(objects())
    value["inner"] = {"list": [value["float64"], "words", 7], "again": value["float64"]}
    for name, arguments in ways():
        joblib.dump(value, os.path.join(folder, name), **arguments)
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump({"joblib": joblib.__version__, "numpy": np.__version__, "arrays": expected()}, file, indent=1)


if __name__ == "__main__":
    main()

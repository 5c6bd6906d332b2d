"""The .npy and .npz files of every version of the format, and what they hold.

    python oracle/cases/npy/files.py [FOLDER]         default test/fixtures/npy; makes FOLDER/numpy-VERSION
"""
import base64
import json
import os
import sys
import warnings

import numpy as np

warnings.simplefilter("ignore")


def arrays():
    rng = np.random.RandomState(3)
    padded = np.dtype({"names": ["a", "b"], "formats": ["u1", "<f8"], "offsets": [0, 8], "itemsize": 24})
    yield "float64", rng.standard_normal((4, 3))
    yield "fortran", np.asfortranarray(rng.standard_normal((3, 5)).astype("f4"))
    yield "big_endian", np.arange(7, dtype=">u2")
    yield "bool", np.array([[True], [False]])
    yield "half", np.arange(4, dtype="f2")
    yield "complex", np.array([1 + 2j], dtype="c8")
    yield "scalar", np.array(-3, dtype="i8")
    yield "empty", np.zeros((2, 0, 3))
    yield "text", np.array([["ab", "ü"], ["", "x"]])
    yield "bytes", np.array([b"abc", b""])
    yield "time", np.array(["2021-05-06"], dtype="M8[D]")
    yield "ticks", np.array([1, 2], dtype="m8[25s]")
    yield "struct", np.array([(1, 2.5), (3, -4.5)], dtype=padded)
    yield "nested", np.zeros(2, dtype=[("p", [("x", "<i4"), ("y", "S3")]), ("m", "<f4", (2, 2))])
    yield "unicode_name", np.array([(1,)], dtype=[("größe→", "<i4")])
    yield "many_fields", np.zeros(1, dtype=[("field_%05d" % i, "<i4") for i in range(4000)])
    yield "object", np.array([["x", None], ["y", "ÿ"]], dtype=object)


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    into = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "..", "..", "test", "fixtures", "npy")
    folder = os.path.join(into, "numpy-%s" % np.__version__)
    os.makedirs(folder)
    expected = {}
    for name, array in arrays():
        np.save(os.path.join(folder, name + ".npy"), array)
        fortran = bool(array.flags.f_contiguous and not array.flags.c_contiguous)
        entry = {"descr": repr(np.lib.format.dtype_to_descr(array.dtype)) if name != "many_fields" else "", "shape": array.shape}
        if array.dtype.hasobject:
            entry["objects"] = array.ravel().tolist()
        else:
            entry.update(fortran=fortran, data=base64.b64encode(array.tobytes("F" if fortran else "C")).decode())
        expected[name] = entry
    some = {name: array for name, array in arrays() if name in ("float64", "fortran", "text", "object")}
    np.savez(os.path.join(folder, "stored.npz"), **some)
    np.savez_compressed(os.path.join(folder, "deflated.npz"), **some)
    with open(os.path.join(folder, "expected.json"), "w") as file:
        json.dump(expected, file, indent=1)


if __name__ == "__main__":
    main()

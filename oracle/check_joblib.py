"""Whether real Python opens the joblib, npy and npz files and packed streams that Brine writes, as it opens what they were made from.

    python check_joblib.py

Runs oracle/write_joblib.mjs, which writes every fixture again in every protocol, method and level. The last line reads
`N passed, N failed`.
"""
import bz2
import gzip
import json
import lzma
import os
import pickle
import subprocess
import sys
import tempfile
import warnings
import zlib

import joblib
import numpy as np

warnings.simplefilter("ignore")
HERE = os.path.dirname(os.path.abspath(__file__))


class Different(Exception):
    pass


def same(a, b, where="$"):
    if isinstance(a, np.memmap) or isinstance(b, np.memmap):
        a, b = np.asarray(a), np.asarray(b)
    if type(a) is not type(b):
        raise Different("%s: %s and %s" % (where, type(a), type(b)))
    if isinstance(a, dict):
        if list(a) != list(b):
            raise Different("%s: keys" % where)
        for key in a:
            same(a[key], b[key], "%s[%r]" % (where, key))
    elif isinstance(a, (list, tuple)):
        if len(a) != len(b):
            raise Different("%s: length" % where)
        for i, (x, y) in enumerate(zip(a, b)):
            same(x, y, "%s[%d]" % (where, i))
    elif isinstance(a, np.ndarray):
        if a.dtype.newbyteorder("=") != b.dtype.newbyteorder("=") or a.shape != b.shape:
            raise Different("%s: %s %s and %s %s" % (where, a.dtype, a.shape, b.dtype, b.shape))
        if a.flags.f_contiguous != b.flags.f_contiguous or a.flags.c_contiguous != b.flags.c_contiguous:
            raise Different("%s: order" % where)
        if content(a) != content(b):
            raise Different("%s: content" % where)
    elif a != b:
        raise Different("%s: %r and %r" % (where, a, b))


def content(array):
    """Bytes in this machine's order; values where bytes are pointers or padding."""
    if array.dtype.hasobject or array.dtype.names:
        return repr(array.tolist())
    return array.astype(array.dtype.newbyteorder("=")).tobytes()


def arrays(value):
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, (dict, list)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from arrays(item)


def raw(path):
    with open(path, "rb") as file:
        return file.read()


def check(kind, original, written):
    if kind in ("mapped", "packed"):
        same(plain(joblib.load(original)), plain(joblib.load(written)))
    if kind == "mapped":
        mapped = joblib.load(written, mmap_mode="r")
        same(plain(joblib.load(original)), plain(mapped))
        for array in arrays(mapped):
            in_stream = not array.dtype.hasobject and array.size and not isinstance(array, np.matrix)
            if in_stream and (not isinstance(array, np.memmap) or array.ctypes.data % 16):
                raise Different("an array is not mapped, or not aligned")
    elif kind == "pickle":
        with open(written, "rb") as file:
            same(plain(joblib.load(original)), plain(pickle.load(file)))
    elif kind == "npy":
        a, b = np.load(original, allow_pickle=True), np.load(written, allow_pickle=True)
        if a.dtype != b.dtype:
            raise Different("dtype %s and %s" % (a.dtype, b.dtype))
        same(a, b)
    elif kind == "npz":
        a, b = np.load(original, allow_pickle=True), np.load(written, allow_pickle=True)
        if a.zip.testzip() or b.zip.testzip():
            raise Different("checksum")
        same(dict(a), dict(b))
    elif kind != "packed":
        unpackers = {"zlib": zlib.decompress, "gzip": gzip.decompress, "bz2": bz2.decompress, "lzma": lzma.decompress, "xz": lzma.decompress}
        if kind == "lz4":
            import lz4.frame

            unpackers["lz4"] = lz4.frame.decompress
        if unpackers[kind](raw(written)) != raw(original):
            raise Different("content")


def plain(value):
    """Maps as arrays; matrices too, where joblib loses the class (NumPy 2 has no __array_prepare__, which it asks for)."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, np.memmap) or (isinstance(value, np.matrix) and not hasattr(np.ndarray, "__array_prepare__")):
        return np.asarray(value)
    return value


def main():
    passed, failed = 0, 0
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["node", os.path.join(HERE, "write_joblib.mjs"), folder], check=True)
        with open(os.path.join(folder, "jobs.json")) as file:
            jobs = json.load(file)
        for job in jobs:
            try:
                check(job["kind"], job["original"], job["written"])
                passed += 1
            except Exception as error:  # whatever Python says of the file is the answer
                failed += 1
                print("%s: %s: %s" % (os.path.basename(job["written"]), type(error).__name__, error))
    print("%d passed, %d failed" % (passed, failed))
    return 0 if failed == 0 and passed > 0 else 1


if __name__ == "__main__":
    sys.exit(main())

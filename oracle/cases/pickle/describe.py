"""What a Python value is, as JSON that both sides can make: [kind, content...]."""

import datetime
import decimal
import fractions
import functools
import math
import uuid
from collections import deque

import numpy as np
import scipy.sparse


def number(value):
    value = float(value)
    if math.isnan(value):
        return "nan"
    if math.isinf(value):
        return "inf" if value > 0 else "-inf"
    return value


def cell(value):
    """An array's element."""
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (np.datetime64, np.timedelta64)):
        return str(value.astype("i8"))
    if isinstance(value, (int, np.integer)):
        return str(int(value))
    if isinstance(value, (complex, np.complexfloating)):
        return [number(value.real), number(value.imag)]
    if isinstance(value, (float, np.floating)):
        return number(value)
    if isinstance(value, bytes):
        return value.decode("latin-1")
    if isinstance(value, str):
        return str(value)
    return describe(value)


def array(value):
    value = np.asarray(value)
    dtype = value.dtype
    if dtype.names:
        return ["fields", list(value.shape), {name: array(value[name]) for name in dtype.names}]
    kind = dtype.kind
    unit = np.datetime_data(dtype)[0] if kind in "mM" else None
    flat = [cell(item) for item in value.ravel(order="C")]
    return ["array", kind, dtype.itemsize, unit, list(value.shape), flat]


def describe(value):
    if isinstance(value, np.generic):
        return ["scalar", array(np.asarray(value))]
    if value is None or isinstance(value, (bool, str)):
        return value
    if type(value).__name__ == "NaTType":
        return None
    if isinstance(value, np.ma.MaskedArray):
        return ["masked", array(value.data), array(np.ma.getmaskarray(value))]
    if isinstance(value, np.ndarray):
        return array(value)
    if isinstance(value, np.dtype):
        return ["dtype", value.kind, value.itemsize]
    if isinstance(value, int):
        return ["int", str(value)]
    if isinstance(value, float):
        return ["float", number(value)]
    if isinstance(value, complex):
        return ["complex", number(value.real), number(value.imag)]
    if isinstance(value, (bytes, bytearray)):
        return [type(value).__name__, value.decode("latin-1")]
    if isinstance(value, (list, deque)):
        return ["list", [describe(item) for item in value]]
    if isinstance(value, tuple) and type(value) is tuple:
        return ["tuple", [describe(item) for item in value]]
    if isinstance(value, (set, frozenset)):
        return [type(value).__name__, sorted((describe(item) for item in value), key=str)]
    if isinstance(value, dict):
        return ["dict", [[describe(key), describe(item)] for key, item in value.items()]]
    if isinstance(value, slice):
        return ["slice", describe(value.start), describe(value.stop), describe(value.step)]
    if isinstance(value, range):
        return ["range", value.start, value.stop, value.step]
    if isinstance(value, datetime.datetime):
        offset = value.utcoffset()
        return ["datetime", value.replace(tzinfo=None).isoformat(timespec="microseconds"),
                None if offset is None else offset.total_seconds()]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, datetime.time):
        return ["time", value.replace(tzinfo=None).isoformat(timespec="microseconds")]
    if isinstance(value, datetime.timedelta):
        return ["timedelta", value.days, value.seconds, value.microseconds]
    if isinstance(value, decimal.Decimal):
        return ["decimal", str(value)]
    if isinstance(value, fractions.Fraction):
        return ["fraction", str(value.numerator), str(value.denominator)]
    if isinstance(value, uuid.UUID):
        return ["uuid", str(value.int)]
    if isinstance(value, functools.partial):
        return ["partial", value.func.__name__, [describe(a) for a in value.args], {k: describe(v) for k, v in value.keywords.items()}]
    if isinstance(value, np.random.RandomState):
        name, key, pos, gauss, cached = value.get_state()
        return ["random", "RandomState", name, array(key), int(pos)]
    if isinstance(value, (np.random.Generator, np.random.BitGenerator)):
        generator = value.bit_generator if isinstance(value, np.random.Generator) else value
        return ["random", "Generator" if isinstance(value, np.random.Generator) else "BitGenerator", type(generator).__name__,
                describe(generator.state)]
    if scipy.sparse.issparse(value):
        names = {"csr": ("indices", "indptr"), "csc": ("indices", "indptr"), "bsr": ("indices", "indptr"),
                 "coo": ("col", "row"), "dia": ("offsets", None)}[value.format]
        second = None if names[1] is None else array(getattr(value, names[1]))
        return ["sparse", value.format, list(value.shape), array(value.data), array(getattr(value, names[0])), second]
    from pandas_describe import describe_pandas

    return describe_pandas(value)

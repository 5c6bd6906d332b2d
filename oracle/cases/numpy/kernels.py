"""What NumPy, SciPy and scikit-learn answer for the ops that onnxruntime lacks or treats otherwise: python kernels.py > kernels.json

Long inputs are not stored but made by `made`, which the test makes again by the same exact arithmetic.
"""
import json
import math
import sys

import numpy as np
import scipy
import scipy.sparse as sp
from scipy import special
from sklearn.preprocessing import normalize
from sklearn.utils.extmath import softmax
from sklearn.utils.sparsefuncs import inplace_column_scale

NAN, INF = float("nan"), float("inf")
SCALES = [0.01, 0.1, 1.0, 10.0, 100.0]
cases = []


def made(shape, offset=0):
    """Values of mixed magnitude whose sum depends on the order of adding."""
    size = int(np.prod(shape))
    values = [(((i + offset) * 7919 + 104729) % 10007 / 10007 - 0.5) * SCALES[(i + offset) % 5] for i in range(size)]
    return np.array(values, dtype=np.float64).reshape(shape)


def number(value):
    if isinstance(value, (bool, np.bool_)):
        return int(value)
    if isinstance(value, (int, np.integer)):
        return int(value) if abs(int(value)) < 2**53 else str(int(value))
    if isinstance(value, str):
        return value
    value = float(value)
    return "nan" if math.isnan(value) else "inf" if value == INF else "-inf" if value == -INF else value


def encode(value):
    if isinstance(value, Made):
        return {"dtype": value.dtype, "shape": list(value.shape), "made": value.offset}
    if sp.issparse(value):
        return {
            "csr": list(value.shape),
            "dtype": str(value.dtype),
            "data": [number(v) for v in value.data],
            "indices": value.indices.tolist(),
            "indptr": value.indptr.tolist(),
        }
    value = np.asarray(value)
    dtype = {"U": "string", "b": "bool"}.get(value.dtype.kind, str(value.dtype))
    if dtype == "float16":
        return {"dtype": dtype, "shape": list(value.shape), "data": value.view(np.uint16).ravel().tolist()}
    return {"dtype": dtype, "shape": list(value.shape), "data": [number(v) for v in value.ravel()]}


class Made:
    def __init__(self, shape, dtype="float64", offset=0):
        self.shape, self.dtype, self.offset = shape, dtype, offset
        self.array = made(shape, offset).astype(dtype)


def case(op, inputs, outputs, tolerance=0.0, **attributes):
    outputs = outputs if isinstance(outputs, tuple) else (outputs,)
    cases.append(
        {
            "op": op,
            "attributes": attributes,
            "inputs": [encode(x) for x in inputs],
            "outputs": [encode(y) for y in outputs],
            "tolerance": tolerance,
        }
    )


def reductions():
    for n in [1, 5, 7, 8, 9, 15, 16, 100, 127, 128, 129, 136, 200, 255, 256, 257, 300, 1000, 5000]:
        for dtype in ["float64", "float32"]:
            x = Made((2, n), dtype, n)
            case("ReduceSum", [x], x.array.sum(axis=1), axis=1, keep=False)
            case("ReduceSumSquare", [x], (x.array * x.array).sum(axis=1), axis=1, keep=False)
    for shape in [(300, 3), (300, 1), (3, 9, 4), (1, 50), (40, 2, 1)]:
        for dtype in ["float64", "float32"]:
            x = Made(shape, dtype)
            for axis in range(len(shape)):
                case("ReduceSum", [x], x.array.sum(axis=axis, keepdims=True), axis=axis, keep=True)
                case("ReduceMean", [x], x.array.mean(axis=axis), axis=axis, keep=False)
                case("ReduceL1", [x], np.abs(x.array).sum(axis=axis), axis=axis, keep=False)
                case("ReduceL2", [x], np.sqrt((x.array * x.array).sum(axis=axis)), axis=axis, keep=False)
                if np.prod(shape) < 200:
                    case("CumSum", [x], np.cumsum(x.array, axis=axis), axis=axis)
    odd = np.array([[1.0, NAN, 3.0], [INF, 2.0, NAN], [-INF, -1.0, 0.5], [2.0, 2.0, 2.0], [-0.0, 0.0, -1.0]])
    for axis in (0, 1):
        case("ReduceMax", [odd], odd.max(axis=axis), axis=axis, keep=False)
        case("ReduceMin", [odd], odd.min(axis=axis), axis=axis, keep=False)
        case("ArgMax", [odd], odd.argmax(axis=axis), axis=axis, keep=False)
        case("ArgMin", [odd], odd.argmin(axis=axis), axis=axis, keep=False)
    whole = np.array([[1.0, 2.0, -INF], [800.0, 801.0, 799.0], [-INF, -INF, -INF], [INF, 1.0, 2.0], [NAN, 1.0, 2.0]])
    case("ReduceLogSumExp", [whole], special.logsumexp(whole, axis=1), 1e-15, axis=1, keep=False)
    case("Softmax", [whole], softmax(whole), 1e-15, axis=-1)
    case("LogSoftmax", [whole], special.log_softmax(whole, axis=1), 1e-15, axis=-1)
    for dtype in ("float64", "float32"):
        x = Made((20, 30), dtype)
        tolerance = 1e-15 if dtype == "float64" else 1e-6
        case("Softmax", [x], softmax(x.array), tolerance, axis=-1)
        case("LogSoftmax", [x], special.log_softmax(x.array, axis=1), tolerance, axis=-1)
        case("ReduceLogSumExp", [x], special.logsumexp(x.array, axis=0), tolerance, axis=0, keep=False)
    big = np.array([[2**62, 2**61, 5], [-(2**62), 2**53 + 1, 1]], dtype=np.int64)
    for axis in (0, 1):
        case("ReduceSum", [big], big.sum(axis=axis), axis=axis, keep=False)
        case("ReduceMax", [big], big.max(axis=axis), axis=axis, keep=False)
        case("ReduceProd", [big], big.prod(axis=axis), axis=axis, keep=False)
    ties = np.array([[3.0, 1.0, 3.0, 2.0, NAN, 1.0]])
    for largest in (True, False):
        key = [(0 if math.isnan(v) else 1, -v if not math.isnan(v) else 0) if largest else (1 if math.isnan(v) else 0, v if not math.isnan(v) else 0) for v in ties[0]]
        order = np.array(sorted(range(6), key=lambda i: (key[i], i)), dtype=np.int64)[:4]
        case("TopK", [ties], (ties[:, order], order[None, :]), k=4, axis=-1, largest=largest)


def functions():
    special_values = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 3.5, -0.5, -1.5, -2.5, 1e-300, 1e-20, 1e-9, 0.84, 0.85, 1.2, 1.3, 2.8, 2.9, 5.9, 6.1]
    edges = np.array(special_values + [-0.84, -1.3, -2.9, 30.0, -30.0, 700.0, -700.0, 745.0, -745.0, 800.0, -800.0, 4503599627370497.5, INF, -INF, NAN])
    table = {
        "Sqrt": np.sqrt, "Exp": np.exp, "Log": np.log, "brine.Log1p": np.log1p, "brine.Expm1": np.expm1, "Sin": np.sin, "Cos": np.cos,
        "Tan": np.tan, "Asin": np.arcsin, "Acos": np.arccos, "Atan": np.arctan, "Sinh": np.sinh, "Cosh": np.cosh, "Tanh": np.tanh,
        "Erf": special.erf, "Sigmoid": special.expit, "Floor": np.floor, "Ceil": np.ceil, "Round": np.rint, "Neg": np.negative,
        "Abs": np.abs, "Sign": np.sign,
    }
    exact = {"Sqrt", "Floor", "Ceil", "Round", "Neg", "Abs", "Sign"}
    for op, function in table.items():
        for dtype in ("float64", "float32"):
            tolerance = 0.0 if op in exact else 5e-16 if dtype == "float64" else 3e-7
            x = Made((60,), dtype)
            case(op, [edges.astype(dtype)], function(edges.astype(dtype)), tolerance)
            case(op, [x], function(x.array), tolerance)


def pairs():
    a = np.array([1.0, NAN, 2.0, -0.0, INF, -5.5, 7.0, -7.0, 0.3, -1.0, 1.0, -8.0])
    b = np.array([NAN, 1.0, -3.0, 0.0, INF, 2.0, -3.0, 3.0, 0.1, INF, NAN, 1 / 3])
    for op, function in [("Max", np.maximum), ("Min", np.minimum), ("Mod", np.fmod), ("Div", np.divide), ("Pow", np.power)]:
        case(op, [a, b], function(a, b), 5e-16 if op == "Pow" else 0.0)
    x = Made((50,))
    for exponent in (2.0, 0.5, 3.0, -1.0, 0.0, 1.7):
        case("Pow", [x, np.array(exponent)], x.array**exponent, 5e-16)
    for dtype in ("int8", "int32", "int64", "uint8"):
        i = np.array([7, -7, 7, -7, 0, 5, 100, -128], dtype=np.int64).astype(dtype)
        j = np.array([3, 3, -3, -3, 2, 0, -1, 7], dtype=np.int64).astype(dtype)
        case("Mod", [i, j], np.mod(i, j))
        case("Div", [i[:5], j[:5]], np.trunc(i[:5].astype(float) / j[:5]).astype(dtype))
        case("Mul", [i, i], i * i)
        case("Add", [i, i], i + i)
    big = np.array([2**62, -(2**62), 2**53 + 1, 3037000500], dtype=np.int64)
    other = np.array([2**62, 3, -(2**53) - 1, 3037000500], dtype=np.int64)
    for op, function in [("Add", np.add), ("Sub", np.subtract), ("Mul", np.multiply), ("Max", np.maximum), ("Mod", np.mod)]:
        case(op, [big, other], function(big, other))
    case("Equal", [big, big + np.int64(1)], big == big + 1)
    case("Less", [big, big + np.int64(1)], big < big + 1)
    quotients = np.array([(abs(int(p)) // abs(q)) * (1 if (p < 0) == (q < 0) else -1) for p, q in zip(big, [3, 7, 2, -2])], dtype=np.int64)
    case("Div", [big, np.array([3, 7, 2, -2], dtype=np.int64)], quotients)
    half = np.array([1.0, 0.1, 65504.0, 6e-8, -2.5, 2049.0, INF, NAN, 1e-4], dtype=np.float16)
    other = np.array([0.0004884, 0.2, 16.0, 6e-8, 0.5, 1.0, 1.0, 1.0, 3.0], dtype=np.float16)
    for op, function in [("Add", np.add), ("Mul", np.multiply), ("Div", np.divide)]:
        case(op, [half, other], function(half, other))
    flags = np.array([True, True, False, False])
    case("Add", [flags, flags[::-1].copy()], flags | flags[::-1])
    words = np.array(["a", "", "é", "nan"])
    case("Equal", [words, np.array(["a"])], words == "a")


def casts():
    floats = [0.1, 1.0, -0.0, 1e16, 123456789012345680.0, 1e-5, 0.0001, 9999999999999998.0, 1.5e300, 5e-324, NAN, INF, -INF, 1 / 3, 100.0, 1e22, -2.5e-7]
    case("Cast", [np.array(floats)], np.array([str(v) for v in floats]), dtype="string")
    # From 2.3 on NumPy writes float32 from 2**24 with an exponent; Python and older ones from 1e16.
    single = np.array([0.1, 1 / 3, 1e16, 3e-5, 1e-45, 3.4e38, 2.5, NAN, 100000.0], dtype=np.float32)
    case("Cast", [single], np.array([str(v) for v in single]), dtype="string")
    case("Cast", [np.array([True, False])], np.array(["True", "False"]), dtype="string")
    case("Cast", [np.array([2**62, -5, 0], dtype=np.int64)], np.array([str(2**62), "-5", "0"]), dtype="string")
    texts = ["1.5", " 2 ", "-1e3", "nan", "inf", "-Infinity", ".5", "5.", "1_000"]
    case("Cast", [np.array(texts)], np.array([float(t) for t in texts]), dtype="float64")
    x = np.array([1.9, -1.9, 0.0, -0.0, 2147483647.5, 1e10, -1e10, 1e19, NAN, INF])
    with np.errstate(all="ignore"):
        for dtype in ("int64", "int32", "bool", "float32"):
            case("Cast", [x], x.astype(dtype), dtype=dtype)
        case("Cast", [x[:4]], x[:4].astype("float16"), dtype="float16")
    halves = np.array([0.1, 65519.0, 65520.0, 6e-8, 2.9e-8, 3.1e-8, 1.0005, 2049.0, 2051.0, -1 / 3, 6.1e-5, 6.0e-5])
    with np.errstate(all="ignore"):
        case("Cast", [halves], halves.astype(np.float16), dtype="float16")
    case("Cast", [np.array([2**62 + 1, 2**53 + 1, -1], dtype=np.int64)], np.array([2**62 + 1, 2**53 + 1, -1], dtype=np.int64).astype(float), dtype="float64")
    case("Cast", [np.array([300, -1, 2**40 + 7], dtype=np.int64)], np.array([300, -1, 2**40 + 7], dtype=np.int64).astype(np.int32), dtype="int32")


def matrices():
    for shapes in [((7, 100), (100, 3)), ((1, 33), (33, 10)), ((9, 50), (50,)), ((5, 64), (64, 7))]:
        for dtype in ("float64", "float32"):
            a, b = Made(shapes[0], dtype), Made(shapes[1], dtype, 77)
            exact = (a.array.astype(np.longdouble) @ b.array.astype(np.longdouble)).astype(dtype)
            case("MatMul", [a, b], exact, 1e-12 if dtype == "float64" else 1e-5)


def sparse():
    for dtype in ("float64", "float32"):
        x = made((6, 8)).astype(dtype)
        x[np.abs(x) < 0.3] = 0
        x[3] = 0
        s = sp.csr_matrix(x)
        shuffled = sp.csr_matrix((s.data[::-1].copy(), s.indices[::-1].copy(), s.indptr[-1] - s.indptr[::-1]), shape=s.shape)
        twice = sp.csr_matrix((np.array([1, 2, 3.5], dtype=dtype), np.array([1, 1, 0]), np.array([0, 2, 3])), shape=(2, 3))
        b, v = Made((8, 5), dtype, 11), Made((8,), dtype, 5)
        for m in (s, shuffled):
            case("brine.CsrMatMul", [m, b], m @ b.array)
            case("brine.CsrMatMul", [m, v], m @ v.array)
            case("brine.CsrToDense", [m], m.toarray())
            indices = np.array([7, 0, 0, -1, 3], dtype=np.int64)
            picked = m[:, indices % 8]
            case("brine.CsrGather", [m, indices], picked, axis=1, loose=True)
            for norm in ("l1", "l2", "max"):
                case("brine.CsrNormalize", [m], normalize(m, norm=norm), norm=norm, loose=True)
        case("brine.CsrToDense", [twice], twice.toarray())
        case("brine.CsrFromDense", [x], s)
        scaled = s.copy()
        inplace_column_scale(scaled, v.array)
        case("brine.CsrScaleColumns", [s, v], scaled, divide=False)
        case("brine.CsrConcat", [s, s[:, 2:5].tocsr()], sp.hstack([s, s[:, 2:5]], format="csr").astype(dtype))
        for name, function in [("log1p", np.log1p), ("sqrt", np.sqrt), ("abs", np.abs), ("sign", np.sign), ("cbrt", np.cbrt), ("square", np.square), ("neg", np.negative)]:
            positive = abs(s)
            positive.data = function(positive.data)
            case("brine.CsrMap", [abs(s)], positive, 5e-16 if dtype == "float64" else 3e-7, map=name)
        counts = abs(s)
        counts.data = np.ceil(counts.data)
        logs = counts.copy()
        logs.data = np.log(logs.data) + 1
        case("brine.CsrMap", [counts], logs, 5e-16 if dtype == "float64" else 3e-7, map="onePlusLog")
    case("brine.CsrCast", [sp.csr_matrix(np.array([[0, 3], [4, 0]], dtype=np.int64))], sp.csr_matrix(np.array([[0, 3.0], [4.0, 0]])), dtype="float64")


with np.errstate(all="ignore"):
    for group in (reductions, functions, pairs, casts, matrices, sparse):
        group()
json.dump({"numpy": np.__version__, "scipy": scipy.__version__, "cases": cases}, sys.stdout, separators=(",", ":"))

"""What a model answers, as NumPy arrays, and whether two answers are the same."""
import numpy as np

from .case import tensors

# relative and absolute: the project's promise for float32; two steps of the shorter types
TOLERANCES = {"float64": (1e-9, 1e-12), "float32": (1e-5, 1e-6), "float16": (2e-3, 2e-3), "bfloat16": (1.6e-2, 1.6e-2)}


def ask(model, inputs):
    """A list of arrays, in the order of the model's outputs; texts as fixed-width strings."""
    return [plain(output) for output in _leaves(model(tensors(inputs), training=False))]


def _leaves(answer):
    if isinstance(answer, dict):
        return [leaf for value in answer.values() for leaf in _leaves(value)]
    return [leaf for value in answer for leaf in _leaves(value)] if isinstance(answer, (list, tuple)) else [answer]


def plain(output):
    array = np.asarray(output)
    if array.dtype.kind == "O":
        array = np.array([text.decode("utf-8") for text in array.ravel()]).reshape(array.shape)
    return array


def tolerance(outputs, model):
    """The widest that an output's dtype asks for, or the dtype that a layer computes in: float32 made of float16 is no more exact."""
    layers = [layer for layer in getattr(model, "layers", []) if not type(layer).__name__ == "InputLayer"]
    names = [values.dtype.name for values in outputs]
    if any(name.startswith("float") for name in names):
        names += [str(layer.compute_dtype) for layer in layers if getattr(layer, "compute_dtype", None)]
    rtol, atol = max((TOLERANCES.get(name, (0.0, 0.0)) for name in names), default=(0.0, 0.0))
    return {"rtol": rtol, "atol": atol}


def differences(expected, actual):
    """The first difference in words, or None."""
    if len(expected) != len(actual):
        return "%d outputs instead of %d" % (len(actual), len(expected))
    for i, (a, b) in enumerate(zip(expected, actual)):
        if (a.shape, a.dtype.kind) != (b.shape, b.dtype.kind):
            return "output %d: %s%s instead of %s%s" % (i, b.dtype, b.shape, a.dtype, a.shape)
        if a.dtype.name not in TOLERANCES:
            if not np.array_equal(a, b):
                return "output %d differs" % i
            continue
        rtol, atol = TOLERANCES[a.dtype.name]
        a, b = a.astype("float64"), b.astype("float64")
        if not np.allclose(a, b, rtol=rtol, atol=atol, equal_nan=True):
            return "output %d differs by %g" % (i, np.nanmax(np.abs(a - b)))
    return None

"""Python cells as JSON and back: NaN is {"nan": 1}, infinities {"inf": 1 or -1}, None is null."""
import math

import numpy as np


def to_json(value):
    if isinstance(value, (np.bool_, np.integer, np.floating, np.str_)):
        value = value.item()
    if isinstance(value, float):
        if math.isnan(value):
            return {"nan": 1}
        if math.isinf(value):
            return {"inf": 1 if value > 0 else -1}
        return value
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, dict):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [to_json(item) for item in value]
    if type(value).__name__ == "NAType":
        return None
    raise TypeError("%r is not a value of a fixture" % type(value))


def from_json(value):
    if isinstance(value, dict):
        if value == {"nan": 1}:
            return float("nan")
        if set(value) == {"inf"}:
            return math.copysign(math.inf, value["inf"])
        return {key: from_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [from_json(item) for item in value]
    return value


def objects(values, shape):
    """An object array of the given shape from flat JSON values."""
    array = np.empty(int(np.prod(shape)), dtype=object)
    for index, value in enumerate(values):
        array[index] = from_json(value)
    return array.reshape(tuple(shape))

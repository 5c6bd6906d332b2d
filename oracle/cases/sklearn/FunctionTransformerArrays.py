"""FunctionTransformer of NumPy's functions of arrays, with keyword arguments."""
import numpy as np
from sklearn.preprocessing import FunctionTransformer


def cases(lab):
    x = lab.numbers(columns=3)
    rows = lab.rows(x)[:60]
    made = lambda function, **kw_args: FunctionTransformer(function, kw_args=kw_args or None, validate=False).fit(x)
    people = lab.people(20, missing=False)[["age"]]
    yield lab.case("default", made(np.clip, a_min=-0.5, a_max=1), rows, also=[np.arange(12).reshape(4, 3), people], probe=False)
    yield lab.case("from_below", made(np.clip, a_min=0, a_max=None), rows)
    yield lab.case("holes", made(np.nan_to_num), np.vstack([lab.holes(rows), [[np.inf, -np.inf, 0]]]))
    yield lab.case("filled", made(np.nan_to_num, nan=-1.5), lab.holes(rows).astype(np.float32))
    yield lab.case("decimals", made(np.around, decimals=1), rows)
    yield lab.case("sum", made(np.sum, axis=1, keepdims=True), rows)
    yield lab.case("largest", made(np.amax, axis=1), rows)
    yield lab.case("isnan", made(np.isnan), lab.holes(rows))

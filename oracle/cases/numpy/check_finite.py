"""What check_array says of NaN and infinity, in the words of one scikit-learn: python check_finite.py > VERSION.json"""
import json
import sys
import warnings

import numpy as np
import sklearn
from scipy import sparse
from sklearn.utils import check_array

warnings.simplefilter("ignore")
NAN, INF = float("nan"), float("inf")
arrays = {
    "nan": ("float64", [1.0, NAN]),
    "infinity": ("float64", [INF, 1.0]),
    "nan then infinity": ("float64", [NAN, -INF]),
    "infinity then nan": ("float64", [-INF, NAN]),
    "single": ("float32", [1.0, INF]),
    "single nan": ("float32", [1.0, NAN]),
    "fine": ("float64", [1e308, 1e308]),
    "object nan": ("object", ["a", NAN]),
    "object none": ("object", ["a", None]),
    "integers": ("int64", [1, 2]),
}


def complaint(values, allow_nan, argument):
    # Each version takes another set of keywords.
    finite = {"allow-nan": True}
    for keyword in ("ensure_all_finite", "force_all_finite"):
        for extra in ({"estimator": "LogisticRegression", "input_name": argument}, {"estimator": "LogisticRegression"}):
            try:
                check_array(values, dtype=None, accept_sparse=True, **{keyword: "allow-nan" if allow_nan else True}, **extra)
                return None
            except TypeError as error:
                if "unexpected keyword" not in str(error):
                    raise
            except ValueError as error:
                return str(error)
    raise RuntimeError("check_array takes none of the keywords")


found = []
for name, (dtype, row) in sorted(arrays.items()):
    for allow_nan in (False, True):
        for argument in ("X", "y"):
            values = np.array([row], dtype=dtype)
            message = complaint(values, allow_nan, argument)
            cells = [None if v is None else v if isinstance(v, str) else "nan" if v != v else "inf" if v == INF else "-inf" if v == -INF else v for v in row]
            found.append({"name": name, "dtype": dtype, "row": cells, "allowNaN": allow_nan, "argument": argument, "message": message})
            if dtype.startswith("float"):
                same = complaint(sparse.csr_matrix(values), allow_nan, argument)
                assert same == message, (same, message)
json.dump({"version": sklearn.__version__, "cases": found}, sys.stdout, indent=1)

"""Further inputs for a unit's first case: other dtypes, sparse, and the usual mistakes."""
import numpy as np
import pandas as pd
from scipy import sparse

from .inputs import Labels
from .methods import head

PROBE_ROWS = 24
MISTAKE_ROWS = 3


def is_matrix(x):
    return isinstance(x, np.ndarray) and x.ndim == 2 and x.dtype.kind in "iuf"


def other_forms(x, all_rows):
    """x as float32, as integers, sparse, very large and very small. An input that is refused is recorded as such."""
    if not is_matrix(x):
        return []
    x = x if all_rows else head(x, PROBE_ROWS)
    whole = np.where(np.isnan(x), 0, x)
    signs = np.where(np.arange(x[:6].size).reshape(x[:6].shape) % 3, 1.0, -1.0)
    spread = np.round(np.nanmax(np.abs(x), axis=0), 2) + 1
    return [
        x.astype(np.float32),
        np.rint(whole).astype(np.int64),
        sparse.csr_matrix(np.where(np.abs(whole) < np.median(np.abs(whole)), 0, whole)),
        signs * spread * 1e6,
        signs * spread * 1e-9,
    ]


def mistakes(x):
    """Inputs that most estimators refuse."""
    made = []
    if is_matrix(x):
        few = np.array(head(x, MISTAKE_ROWS), dtype=float)
        few[np.isnan(few)] = 0
        holed, endless, huge = few.copy(), few.copy(), few.copy()
        holed[0, -1], endless[1, 0], huge[2, 0] = np.nan, -np.inf, 1e300
        made += [few[:, :-1], np.hstack([few, few[:, :1]]), holed, endless, huge, few[0], few[:0], few[:, :0], few[None]]
        made += [few.astype(str), np.where(few == few[0, 0], "a", few.astype(object)), few.astype(object), few != 0]
        made += [pd.DataFrame(few, columns=["c%d" % i for i in range(few.shape[1])])]
    elif isinstance(x, pd.DataFrame):
        few = head(x, MISTAKE_ROWS)
        names = list(few.columns)
        made += [few[names[1:]], few[names[::-1]], few.rename(columns={names[0]: "unheard"}), few.assign(extra=1.0), few.iloc[:0]]
        made += [few.rename(columns={name: "u%d" % i for i, name in enumerate(names)})]
        if all(dtype.kind in "biuf" for dtype in few.dtypes):
            made += [few.to_numpy(dtype=float), few.to_numpy(dtype=float)[:, :-1]]
    elif sparse.issparse(x):
        made += [x[:MISTAKE_ROWS, :-1], x[:0]]
    elif isinstance(x, np.ndarray) and x.ndim == 2:
        few = head(x, MISTAKE_ROWS)
        made += [few[:, :-1], few[0], few[:0]]
    elif isinstance(x, Labels):
        made += [Labels(np.array(["unheard", "of"])), Labels(np.array([-99, 10**6])), Labels(x.values[:0])]
        made += [x.values[:4].reshape(2, 2), x.values[:3].reshape(3, 1)]
    elif isinstance(x, list) and x and isinstance(x[0], str):
        made += ["one text, not a list of them", [1, 2], []]
    return made

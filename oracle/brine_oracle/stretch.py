"""More rows like those of an input, so that a case is compared on 200 and more: --all-rows."""
import numpy as np
import pandas as pd
from scipy import sparse

from .inputs import Labels

# a column of fractions, this many of them: what lies between two of its values is a value, too
CONTINUOUS = 8


def stretch(x, rows, random):
    """x and further rows below it, `rows` in all; x itself where it has as many, or where what it is has no rows to add to."""
    have = _rows(x)
    if not have or have >= rows:
        return x
    one, other = random.randint(0, have, size=(2, rows - have))
    if isinstance(x, Labels):
        return Labels(np.concatenate([x.values, x.values[one]]))
    if isinstance(x, pd.DataFrame):
        more = {i: _cells(x.iloc[:, i], random, rows - have) for i in range(x.shape[1])}
        return pd.concat([x, pd.DataFrame(more).set_axis(x.columns, axis=1)], ignore_index=True)
    if sparse.issparse(x):
        return sparse.csr_matrix(stretch(x.toarray(), rows, random))
    if isinstance(x, np.ndarray):
        flat = x.reshape(have, -1)
        more = [_cells(pd.Series(column, dtype=column.dtype), random, rows - have).to_numpy() for column in flat.T]
        return np.concatenate([x, np.stack(more, axis=1).astype(x.dtype).reshape((rows - have,) + x.shape[1:])])
    return x + [_crossed(x[i], x[j], random) for i, j in zip(one, other)]


def _rows(x):
    if isinstance(x, (str, type(None))):
        return 0
    if isinstance(x, np.ndarray) and (x.ndim == 0 or x.size == 0):
        return 0
    return len(x.values) if isinstance(x, Labels) else x.shape[0] if hasattr(x, "shape") else len(x)


def _cells(column, random, count):
    """Values of a column in another order, for each column another one; of a continuous one also what lies halfway between two."""
    drawn = column.iloc[random.randint(0, len(column), size=count)].reset_index(drop=True)
    if drawn.dtype.kind != "f":
        return drawn
    known = column[np.isfinite(column)].unique()
    if len(known) < CONTINUOUS or (known == np.floor(known)).all():
        return drawn
    halfway = (drawn + column.iloc[random.randint(0, len(column), size=count)].reset_index(drop=True)) / 2
    return drawn.where(random.uniform(size=count) < 0.5, halfway).astype(drawn.dtype)


def _crossed(a, b, random):
    """The beginning of one text or list and the end of another; of two dicts, some items of each."""
    if isinstance(a, dict):
        return {key: value for row in (a, b) for key, value in row.items() if random.uniform() < 0.6}
    if not isinstance(a, (str, list, tuple)):
        return a
    return a[: random.randint(0, len(a) + 1)] + b[random.randint(0, len(b) + 1) :]

import numpy as np
from sklearn.preprocessing import Imputer


def cases(lab):
    x = lab.holes(lab.numbers(columns=4))
    inputs = lab.holes(lab.rows(x))
    yield lab.case("default", Imputer().fit(x), inputs[:60], also=[inputs[:20].astype(np.float32)])
    yield lab.case("median", Imputer(strategy="median").fit(x), inputs[:30])
    yield lab.case("most_frequent", Imputer(strategy="most_frequent").fit(np.round(x)), inputs[:30])
    whole = np.rint(lab.numbers(columns=3)).astype(int)
    yield lab.case("zeros", Imputer(missing_values=0).fit(whole), np.rint(lab.rows(whole.astype(float))[:30]).astype(int))
    empty = x.copy()
    empty[:, 1] = np.nan
    yield lab.case("empty_column", Imputer().fit(empty), inputs[:30])
    sparse, rows = lab.sparse(lab.numbers(columns=4)), lab.sparse(inputs[:40])
    sparse.data[::7] = rows.data[::5] = np.nan
    yield lab.case("sparse", Imputer().fit(sparse), rows)

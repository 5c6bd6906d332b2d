import numpy as np
from sklearn.impute import MissingIndicator


def cases(lab):
    x = lab.holes(lab.numbers(columns=4))
    x[:, 2] = 1
    inputs = lab.holes(lab.rows(x))
    inputs[:, 2] = 3
    unseen = inputs[:12].copy()
    unseen[3, 2] = np.nan
    yield lab.case("default", MissingIndicator().fit(x), inputs[:40], bad=[unseen])
    yield lab.case("quiet", MissingIndicator(error_on_new=False).fit(x), unseen)
    yield lab.case("all", MissingIndicator(features="all").fit(x), unseen)
    yield lab.case("sparse_output", MissingIndicator(sparse=True).fit(x), inputs[:30])
    whole = np.rint(lab.numbers(columns=3)).astype(int)
    yield lab.case("zeros", MissingIndicator(missing_values=0, features="all").fit(whole), np.rint(lab.rows(whole.astype(float))[:30]).astype(int))
    sparse, rows = lab.sparse(lab.numbers(columns=4)), lab.sparse(inputs[:40])
    sparse.data[::3] = rows.data[::5] = np.nan
    yield lab.case("sparse", MissingIndicator().fit(sparse), rows)
    words = lab.people()[["city", "plan"]].to_numpy(dtype=object).copy()
    asked = lab.people(30, seed=1)[["city", "plan"]].to_numpy(dtype=object).copy()
    words[::9, 0], asked[::7, 0] = None, None
    yield lab.case("none", MissingIndicator(missing_values=None).fit(words), asked)
    people = lab.people()[["age", "income", "visits"]]
    yield lab.case("table", MissingIndicator().fit(people), lab.people(30, seed=1)[["age", "income", "visits"]], probe=True)

import numpy as np
from sklearn.feature_selection import VarianceThreshold


def cases(lab):
    x = lab.numbers(columns=5)
    x[:, 1], x[:, 3] = 0, 7.25
    x[:, 4] = 1e9 + 1e-7 * x[:, 4]
    inputs = lab.rows(x)
    yield lab.case("default", VarianceThreshold().fit(x), inputs[:80], also=[lab.holes(inputs[:20])])
    yield lab.case("threshold", VarianceThreshold(threshold=0.5).fit(x), inputs[:40])
    sparse = lab.sparse(inputs[:40])
    yield lab.case("sparse", VarianceThreshold(0.1).fit(lab.sparse(x)), sparse)
    people = lab.people(missing=False)[["age", "income", "visits"]].assign(zero=0)
    yield lab.case("table", VarianceThreshold().fit(people), lab.people(40, seed=1)[["age", "income", "visits"]].assign(zero=1), probe=True)

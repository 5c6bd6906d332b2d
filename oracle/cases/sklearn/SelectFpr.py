import numpy as np
from sklearn.feature_selection import SelectFpr


def cases(lab):
    x, y = lab.classes(columns=3)
    x = np.hstack([x, lab.numbers(columns=3, seed=5)])
    inputs = lab.rows(x)[:60]
    yield lab.case("default", SelectFpr().fit(x, y), inputs)
    yield lab.case("alpha", SelectFpr(alpha=0.6).fit(x, y), inputs[:30])
    yield lab.case("strict", SelectFpr(alpha=1e-9).fit(x, y), inputs[:30])

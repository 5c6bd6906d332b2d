import numpy as np
from sklearn.preprocessing import StandardScaler


def cases(lab):
    x = lab.numbers(columns=5)
    x[:, 4] = 7.25  # constant: its scale becomes 1
    inputs = lab.rows(x)
    yield lab.case("default", StandardScaler().fit(x), inputs, also=[lab.holes(inputs[:30])])
    yield lab.case("no_mean", StandardScaler(with_mean=False).fit(lab.sparse(x)), inputs, also=[lab.sparse(inputs[:40])])
    yield lab.case("no_std", StandardScaler(with_std=False).fit(x), inputs)
    yield lab.case("neither", StandardScaler(with_mean=False, with_std=False).fit(x), inputs)
    yield lab.case("float32", StandardScaler().fit(x.astype(np.float32)), inputs.astype(np.float32), also=[inputs[:40]])
    people = lab.people()[["age", "income", "visits"]]
    yield lab.case("table", StandardScaler().fit(people), lab.people(208, seed=1)[["age", "income", "visits"]], probe=True)

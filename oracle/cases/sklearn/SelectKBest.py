import numpy as np
from sklearn.feature_selection import SelectKBest, chi2, f_classif, f_regression


def cases(lab):
    x, y = lab.classes(columns=5)
    inputs = lab.rows(x)
    yield lab.case("default", SelectKBest(k=3).fit(x, y), inputs[:80])
    yield lab.case("all", SelectKBest(k="all").fit(x, y), inputs[:20])
    if lab.version >= (0, 22):
        yield lab.case("none", SelectKBest(k=0).fit(x, y), inputs[:5])
    twice = np.hstack([x[:, :2], x[:, :2], np.zeros((len(x), 1))])
    with np.errstate(all="ignore"):
        ties = SelectKBest(f_classif, k=3).fit(twice, y)
    yield lab.case("ties", ties, lab.rows(twice)[:30])
    counts = np.abs(np.rint(x))
    sparse = lab.sparse(np.abs(np.rint(inputs[:40])))
    yield lab.case("chi2", SelectKBest(chi2, k=2).fit(lab.sparse(counts), y), sparse, inputs={"inverse_transform": sparse[:, :2]})
    people = lab.people(missing=False)[["age", "income", "visits"]]
    table = lab.people(40, seed=1)[["age", "income", "visits"]]
    yield lab.case("table", SelectKBest(f_regression, k=2).fit(people, people["age"] - people["visits"]), table, probe=True)

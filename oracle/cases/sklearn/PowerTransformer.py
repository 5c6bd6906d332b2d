import numpy as np
from sklearn.preprocessing import PowerTransformer


def cases(lab):
    x = lab.numbers(columns=3)
    inputs = lab.rows(x)
    yield lab.case("default", PowerTransformer().fit(x), inputs[:50], also=[lab.holes(inputs[:20])])
    yield lab.case("raw", PowerTransformer(standardize=False).fit(x), inputs[:30], also=[inputs[:12].astype(np.float32)])
    positive = np.exp(x / 4)
    rows = np.exp(inputs / 40)
    yield lab.case("box_cox", PowerTransformer(method="box-cox").fit(positive), rows[:40], bad=[inputs[:9]])
    logs = PowerTransformer(method="box-cox", standardize=False).fit(positive)
    logs.lambdas_[0] = 0
    yield lab.case("box_cox_log", logs, rows[:20])
    two = PowerTransformer(standardize=False).fit(x)
    two.lambdas_[0], two.lambdas_[1] = 0, 2
    yield lab.case("limits", two, inputs[:20])
    single = PowerTransformer().fit(x.astype(np.float32))
    yield lab.case("float32", single, inputs[:24].astype(np.float32))
    people = lab.people()[["age", "income", "visits"]]
    yield lab.case("table", PowerTransformer().fit(people), lab.people(30, seed=1)[["age", "income", "visits"]], probe=True)

import numpy as np
from sklearn.preprocessing import RobustScaler


def cases(lab):
    x = lab.numbers(columns=4)
    x[:, 3] = 7.25  # constant: its scale becomes 1
    inputs = lab.rows(x)
    sparse = lab.sparse(inputs[:40])
    yield lab.case("default", RobustScaler().fit(x), inputs[:36], also=[lab.holes(inputs[:30])])
    no_center = RobustScaler(with_centering=False).fit(lab.sparse(x))
    yield lab.case("no_center", no_center, inputs[:36], also=[sparse], inputs={"inverse_transform": sparse})
    yield lab.case("no_scale", RobustScaler(with_scaling=False).fit(x), inputs[:36])
    yield lab.case("quantiles", RobustScaler(quantile_range=(5.0, 80.0)).fit(lab.holes(x)), inputs[:36].astype(np.float32))
    yield lab.case("neither", RobustScaler(with_centering=False, with_scaling=False).fit(x), inputs[:20])
    if lab.version >= (0, 24):
        yield lab.case("unit_variance", RobustScaler(unit_variance=True).fit(x), inputs[:36])
    people = lab.people()[["age", "income", "visits"]]
    yield lab.case("table", RobustScaler().fit(people), lab.people(60, seed=1)[["age", "income", "visits"]], probe=True)

from sklearn.dummy import DummyRegressor


def cases(lab):
    x = lab.numbers(rows=60)
    y = lab.target(x)
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    yield lab.case("default", DummyRegressor().fit(x, y), inputs, **xz)
    yield lab.case("quantile", DummyRegressor(strategy="quantile", quantile=0.3).fit(x, lab.target(x, outputs=2)), inputs, **xz)
    yield lab.case("constant", DummyRegressor(strategy="constant", constant=3.5).fit(x, y), inputs, **xz)

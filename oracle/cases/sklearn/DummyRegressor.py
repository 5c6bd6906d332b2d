from sklearn.dummy import DummyRegressor


def cases(lab):
    x = lab.numbers(rows=61, columns=2)
    y = lab.target(x)
    inputs = lab.rows(x)[:60]
    yield lab.case("default", DummyRegressor().fit(x, y), lab.rows(x))
    yield lab.case("median", DummyRegressor(strategy="median").fit(x, lab.target(x, outputs=2)), inputs)
    yield lab.case("quantile", DummyRegressor(strategy="quantile", quantile=0.25).fit(x, y), inputs)
    yield lab.case("constant", DummyRegressor(strategy="constant", constant=3).fit(x, y), inputs)
    yield lab.case("column", DummyRegressor().fit(x, y[:, None]), inputs)

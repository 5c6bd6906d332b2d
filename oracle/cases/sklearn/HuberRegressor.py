from sklearn.linear_model import HuberRegressor


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", HuberRegressor(epsilon=1.2).fit(x, y), inputs)
    yield lab.case("no_intercept", HuberRegressor(fit_intercept=False).fit(x, y), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", HuberRegressor(epsilon=1.2).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])

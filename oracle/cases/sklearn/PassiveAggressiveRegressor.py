from sklearn.linear_model import PassiveAggressiveRegressor


def cases(lab):
    x = lab.numbers() / 10
    y = lab.target(x)
    inputs = lab.rows(x)
    make = lambda **more: PassiveAggressiveRegressor(random_state=0, max_iter=50, tol=1e-3, **more)
    yield lab.case("default", make().fit(x, y), inputs)
    yield lab.case("average", make(average=True, C=0.1, fit_intercept=False).fit(x, y), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", make().fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])

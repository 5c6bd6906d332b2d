from sklearn.linear_model import SGDRegressor


def cases(lab):
    x = lab.numbers() / 10
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", SGDRegressor(random_state=0, max_iter=50, tol=1e-3).fit(x, y), inputs)
    yield lab.case("huber", SGDRegressor(random_state=0, max_iter=50, tol=1e-3, loss="huber", average=True).fit(x, y), inputs[:200])
    yield lab.case("insensitive", SGDRegressor(random_state=0, max_iter=50, tol=1e-3, loss="epsilon_insensitive", fit_intercept=False).fit(x, y), inputs[:200])
    # since 1.8 sparsify makes a one-dimensional coef_, which sparse rows do not go with
    rare = lab.sparse(x)
    model = SGDRegressor(random_state=0, max_iter=50, tol=1e-3, penalty="l1").fit(rare, y)
    yield lab.case("sparse", model.sparsify(), lab.sparse(inputs[:200]), also=[inputs[:20]])

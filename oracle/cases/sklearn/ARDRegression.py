from sklearn.linear_model import ARDRegression


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", ARDRegression().fit(x, y), inputs)
    yield lab.case("no_intercept", ARDRegression(fit_intercept=False).fit(x, y), inputs[:200])
    if (0, 24) <= lab.version < (1, 2):  # before 0.24 it could not predict
        yield lab.case("normalized", ARDRegression(normalize=True).fit(x, y), inputs[:200])
    yield lab.case("pruned", ARDRegression(threshold_lambda=5.0).fit(x, y), inputs[:200])

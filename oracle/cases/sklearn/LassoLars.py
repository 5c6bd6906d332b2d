from sklearn.linear_model import LassoLars


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", LassoLars(alpha=0.02).fit(x, y), inputs)
    yield lab.case("no_intercept", LassoLars(alpha=0.02, fit_intercept=False).fit(x, y), inputs[:200])
    yield lab.case("multi_output", LassoLars(alpha=0.02).fit(x, lab.target(x, outputs=2)), inputs[:200])
    if lab.version < (1, 2):  # scaled while fitting; coef_ is scaled back
        yield lab.case("normalized", LassoLars(normalize=True).fit(x, y), inputs[:200])

from sklearn.linear_model import LassoLarsCV


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", LassoLarsCV(cv=3).fit(x, y), inputs)
    if lab.version < (1, 2):  # scaled while fitting; coef_ is scaled back
        yield lab.case("normalized", LassoLarsCV(normalize=True).fit(x, y), inputs[:200])

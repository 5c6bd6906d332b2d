from sklearn.linear_model import LassoLarsIC


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", LassoLarsIC(criterion="bic").fit(x, y), inputs)
    yield lab.case("aic", LassoLarsIC(criterion="aic").fit(x, y), inputs[:200])
    if lab.version < (1, 2):  # scaled while fitting; coef_ is scaled back
        yield lab.case("normalized", LassoLarsIC(normalize=True).fit(x, y), inputs[:200])

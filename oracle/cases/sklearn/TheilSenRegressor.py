from sklearn.linear_model import TheilSenRegressor


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", TheilSenRegressor(random_state=0, max_subpopulation=300).fit(x, y), inputs)
    yield lab.case("no_intercept", TheilSenRegressor(random_state=0, max_subpopulation=300, fit_intercept=False).fit(x, y), inputs[:200])

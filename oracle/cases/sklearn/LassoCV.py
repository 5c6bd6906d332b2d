from sklearn.linear_model import LassoCV


def cases(lab):
    few = {"alphas": 5} if lab.version >= (1, 7) else {"n_alphas": 5}
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", LassoCV(cv=3, **few).fit(x, y), inputs)

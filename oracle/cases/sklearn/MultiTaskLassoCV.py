from sklearn.linear_model import MultiTaskLassoCV


def cases(lab):
    few = {"alphas": 5} if lab.version >= (1, 7) else {"n_alphas": 5}
    x = lab.numbers()
    inputs = lab.rows(x)
    yield lab.case("default", MultiTaskLassoCV(cv=3, **few).fit(x, lab.target(x, outputs=3)), inputs)
    yield lab.case("no_intercept", MultiTaskLassoCV(cv=3, **few, fit_intercept=False).fit(x, lab.target(x, outputs=2)), inputs[:200])

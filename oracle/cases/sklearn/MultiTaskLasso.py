from sklearn.linear_model import MultiTaskLasso


def cases(lab):
    x = lab.numbers()
    inputs = lab.rows(x)
    yield lab.case("default", MultiTaskLasso(alpha=0.05).fit(x, lab.target(x, outputs=3)), inputs)
    yield lab.case("no_intercept", MultiTaskLasso(alpha=0.05, fit_intercept=False).fit(x, lab.target(x, outputs=2)), inputs[:200])

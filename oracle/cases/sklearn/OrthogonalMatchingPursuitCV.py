from sklearn.linear_model import OrthogonalMatchingPursuitCV


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", OrthogonalMatchingPursuitCV(cv=3).fit(x, y), inputs)
    if lab.version < (1, 2):  # scaled while fitting; coef_ is scaled back
        yield lab.case("normalized", OrthogonalMatchingPursuitCV(normalize=True).fit(x, y), inputs[:200])

from sklearn.linear_model import Lars


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", Lars(n_nonzero_coefs=3).fit(x, y), inputs)
    yield lab.case("multi_output", Lars(n_nonzero_coefs=3).fit(x, lab.target(x, outputs=2)), inputs[:200])
    if lab.version < (1, 2):  # scaled while fitting; coef_ is scaled back
        yield lab.case("normalized", Lars(normalize=True).fit(x, y), inputs[:200])

from sklearn.linear_model import OrthogonalMatchingPursuit


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", OrthogonalMatchingPursuit(n_nonzero_coefs=2).fit(x, y), inputs)
    yield lab.case("multi_output", OrthogonalMatchingPursuit(n_nonzero_coefs=2).fit(x, lab.target(x, outputs=2)), inputs[:200])
    if lab.version < (1, 2):  # scaled while fitting; coef_ is scaled back
        yield lab.case("normalized", OrthogonalMatchingPursuit(normalize=True).fit(x, y), inputs[:200])

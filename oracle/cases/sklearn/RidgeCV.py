from sklearn.linear_model import RidgeCV


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", RidgeCV(alphas=(0.1, 1.0, 10.0)).fit(x, y), inputs)
    yield lab.case("folds", RidgeCV(alphas=(0.1, 1.0), cv=3).fit(x, y), inputs[:200])
    yield lab.case("multi_output", RidgeCV(alphas=(0.1, 1.0, 10.0)).fit(x, lab.target(x, outputs=2)), inputs[:200])

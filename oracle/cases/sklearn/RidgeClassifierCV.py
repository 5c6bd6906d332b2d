import numpy as np
from sklearn.linear_model import RidgeClassifierCV


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    yield lab.case("default", RidgeClassifierCV(alphas=(0.1, 1.0)).fit(x, words), inputs)
    yield lab.case("binary", RidgeClassifierCV(alphas=(0.1, 1.0)).fit(x, y == 1), inputs[:200])
    yield lab.case("floats", RidgeClassifierCV(alphas=(0.1, 1.0), fit_intercept=False, class_weight="balanced").fit(x, y - 1.0), inputs[:200])
    several = np.column_stack([y > 0, y == 1, x[:, 0] > 0]).astype(int)
    yield lab.case("multi_label", RidgeClassifierCV(alphas=(0.1, 1.0)).fit(x, several), inputs[:200])

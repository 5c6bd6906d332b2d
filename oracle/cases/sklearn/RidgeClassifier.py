import numpy as np
from sklearn.linear_model import RidgeClassifier


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    yield lab.case("default", RidgeClassifier(alpha=0.5).fit(x, words), inputs)
    yield lab.case("binary", RidgeClassifier(alpha=0.5).fit(x, y == 1), inputs[:200])
    yield lab.case("floats", RidgeClassifier(alpha=0.5, fit_intercept=False, class_weight="balanced").fit(x, y - 1.0), inputs[:200])
    if lab.version >= (1, 0):  # refused before
        several = np.column_stack([y > 0, y == 1, x[:, 0] > 0]).astype(int)
        yield lab.case("multi_label", RidgeClassifier(alpha=0.5).fit(x, several), inputs[:200])
    drawn = {"random_state": 0} if lab.version < (0, 22) else {}  # its solver for sparse rows draws them at random
    yield lab.case("sparse", RidgeClassifier(**drawn).fit(lab.sparse(x), y), lab.sparse(inputs[:200]), also=[inputs[:20]])

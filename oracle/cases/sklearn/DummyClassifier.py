import numpy as np
from sklearn.dummy import DummyClassifier


def cases(lab):
    x, y = lab.classes(rows=60)
    words = np.array(["no", "maybe", "yes"])[np.minimum(y, 1)]
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    yield lab.case("default", DummyClassifier(strategy="prior").fit(x, words), inputs, **xz)
    yield lab.case("most_frequent", DummyClassifier(strategy="most_frequent").fit(x, np.minimum(y, 1) * 2.0), inputs, **xz)
    yield lab.case("constant", DummyClassifier(strategy="constant", constant="maybe").fit(x, words), inputs, **xz)

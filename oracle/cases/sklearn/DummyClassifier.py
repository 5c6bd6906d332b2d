import numpy as np
from sklearn.dummy import DummyClassifier


def cases(lab):
    x, y = lab.classes(rows=61, columns=2)
    inputs = lab.rows(x)[:60]
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("default", DummyClassifier(strategy="prior").fit(x, words), lab.rows(x))
    yield lab.case("most_frequent", DummyClassifier(strategy="most_frequent").fit(x, y), inputs)
    yield lab.case("constant", DummyClassifier(strategy="constant", constant="yes").fit(x, words), inputs)
    # predict draws random numbers
    yield lab.case("uniform", DummyClassifier(strategy="uniform").fit(x, y), inputs, skip=["predict"])
    two = np.column_stack([y, y == 1])
    yield lab.case("two", DummyClassifier(strategy="prior").fit(x, two), inputs)
    yield lab.case("two_constants", DummyClassifier(strategy="constant", constant=[2, 0]).fit(x, two), inputs)
    if lab.version >= (0, 22):  # 0.20 fails
        yield lab.case("column", DummyClassifier(strategy="most_frequent").fit(x, y[:, None]), inputs)

import numpy as np
from sklearn.svm import NuSVC


def cases(lab):
    x, y = lab.classes(rows=66)
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    make = lambda **more: NuSVC(**dict(dict(gamma="scale"), **more))
    yield lab.case("default", make().fit(x, words), inputs)
    # probability is deprecated, and still there
    yield lab.case("two_classes", make(probability=True, random_state=0, nu=0.3).fit(x, y == 1), inputs[:200])
    x4, y4 = lab.classes(rows=60, labels=(3, 5, 8, 9), seed=4)
    four = make(kernel="poly", degree=2, coef0=1.0, probability=True, random_state=0, decision_function_shape="ovo", nu=0.3)
    yield lab.case("four_classes", four.fit(x4, y4), lab.rows(x4)[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", make(probability=True, random_state=0).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])

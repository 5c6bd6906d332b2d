import numpy as np
from sklearn.linear_model import PassiveAggressiveClassifier


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    make = lambda **more: PassiveAggressiveClassifier(random_state=0, max_iter=50, tol=1e-3, **more)
    yield lab.case("default", make().fit(x, words), inputs)
    yield lab.case("binary", make(C=0.1, loss="squared_hinge").fit(x, y == 1), inputs[:200])
    yield lab.case("average", make(average=True, fit_intercept=False).fit(x, y), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", make().fit(rare, y - 1.0), lab.sparse(inputs[:200]), also=[inputs[:20]])

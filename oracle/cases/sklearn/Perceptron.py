import numpy as np
from sklearn.linear_model import Perceptron


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    make = lambda **more: Perceptron(random_state=0, max_iter=50, tol=1e-3, **more)
    yield lab.case("default", make().fit(x, words), inputs)
    yield lab.case("binary", make(penalty="l2", alpha=0.01).fit(x, y == 1), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", make(penalty="l1", fit_intercept=False).fit(rare, y - 1.0).sparsify(), lab.sparse(inputs[:200]), also=[inputs[:20]])

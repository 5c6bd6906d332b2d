import numpy as np
from sklearn.linear_model import SGDClassifier


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    make = lambda **more: SGDClassifier(random_state=0, max_iter=60, tol=1e-3, **more)
    log = "log_loss" if lab.version >= (1, 1) else "log"
    yield lab.case("default", make().fit(x, words), inputs)
    # the last rows are so far out that every class has probability 0
    far = np.vstack([inputs[:60], 1e4 * inputs[60:70]])
    yield lab.case("log", make(loss=log).fit(x, words), inputs[:64], also=[far])
    yield lab.case("log_binary", make(loss=log, average=True).fit(x, y == 1), inputs[:64])
    yield lab.case("modified_huber", make(loss="modified_huber").fit(x, y * 2), inputs[:64], also=[far])
    yield lab.case("huber_binary", make(loss="modified_huber", alpha=0.01).fit(x, y > 0), inputs[:64])
    for loss in ("squared_hinge", "perceptron", "huber"):
        yield lab.case(loss, make(loss=loss, penalty="elasticnet").fit(x / 10, y - 1.0), inputs[:40] / 10)
    rare = lab.sparse(x)
    yield lab.case("sparse", make(penalty="l1").fit(rare, y).sparsify(), lab.sparse(inputs[:100]), also=[inputs[:20]])

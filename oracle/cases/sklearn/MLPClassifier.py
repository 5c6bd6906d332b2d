import numpy as np
from sklearn.neural_network import MLPClassifier


def cases(lab):
    x, y = lab.classes(rows=60)
    inputs = lab.rows(x)
    net = lambda **more: MLPClassifier(**dict(dict(hidden_layer_sizes=(4,), max_iter=30, random_state=0), **more))
    yield lab.case("default", net(hidden_layer_sizes=(6, 3)).fit(x, y), inputs)
    yield lab.case("logistic", net(activation="logistic", solver="lbfgs").fit(x, np.array(["no", "yes"])[(y > 0) * 1]), inputs)
    yield lab.case("multilabel", net(activation="tanh").fit(x, np.c_[y > 0, x[:, 0] > 0, y == 2] * 1), inputs)
    yield lab.case("identity", net(activation="identity", hidden_layer_sizes=3).fit(lab.sparse(x), y - 1.0), lab.sparse(inputs), also=[inputs[:20]])
    yield lab.case("float32", net(solver="sgd").fit(x.astype(np.float32), y > 1), inputs.astype(np.float32), also=[inputs[:20], np.rint(inputs[:20]).astype(int)])
    yield lab.case("partial", net().partial_fit(x, y, classes=[0, 1, 2, 3]), inputs[:60])

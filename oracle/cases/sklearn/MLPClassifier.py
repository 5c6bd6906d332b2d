import numpy as np
from sklearn.neural_network import MLPClassifier


def cases(lab):
    x, y = lab.classes(rows=60)
    inputs = lab.rows(x)[:120]
    few = inputs[:40]
    net = lambda **more: MLPClassifier(**dict(dict(hidden_layer_sizes=(3,), max_iter=30, random_state=0), **more))
    yield lab.case("default", net(hidden_layer_sizes=(4, 3)).fit(x, y), inputs)
    yield lab.case("logistic", net(activation="logistic", solver="lbfgs").fit(x, np.array(["no", "yes"])[(y > 0) * 1]), few)
    yield lab.case("multilabel", net(activation="tanh").fit(x, np.c_[y > 0, x[:, 0] > 0, y == 2] * 1), few)
    yield lab.case("identity", net(activation="identity", hidden_layer_sizes=3).fit(lab.sparse(x), y - 1.0), lab.sparse(few), also=[few[:12]])
    # the last bit of a float32 probability near 1 is 2e-6 of the other class's logarithm, and scikit-learn's own product of matrices gives that
    # bit otherwise where a row is asked alone: among further rows logarithms cannot be held to 1e-6, probabilities are
    skip = ["predict_log_proba"] if lab.all_rows else []
    further = [few[:12], np.rint(few[:12]).astype(int)]
    yield lab.case("float32", net(solver="sgd").fit(x.astype(np.float32), y > 1), few.astype(np.float32), also=further, skip=skip)
    yield lab.case("partial", net().partial_fit(x, y, classes=[0, 1, 2, 3]), few)

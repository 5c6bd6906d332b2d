import numpy as np
from sklearn.neural_network import MLPRegressor


def cases(lab):
    x = lab.numbers(rows=60)
    y = lab.target(x)
    inputs = lab.rows(x)[:120]
    few = inputs[:40]
    net = lambda **more: MLPRegressor(**dict(dict(hidden_layer_sizes=(3,), max_iter=30, random_state=0), **more))
    yield lab.case("default", net(hidden_layer_sizes=(4, 3)).fit(x, y), inputs)
    yield lab.case("logistic", net(activation="logistic").fit(x, lab.target(x, outputs=2)), few)
    yield lab.case("tanh", net(activation="tanh").fit(lab.sparse(x), y), lab.sparse(few), also=[few[:12]])
    yield lab.case("identity", net(activation="identity", hidden_layer_sizes=3).fit(x, y), few)
    yield lab.case("float32", net(solver="sgd").fit(x.astype(np.float32), y), few.astype(np.float32), also=[few[:12], np.rint(few[:12]).astype(int)])
    if lab.version >= (1, 7):
        yield lab.case("poisson", net(loss="poisson").fit(x, np.abs(y)), few)

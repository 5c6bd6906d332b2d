import numpy as np
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=80)
    y = lab.target(x)
    tree = lambda **more: DecisionTreeRegressor(random_state=0, **more)
    inputs = lab.rows(x)
    model = tree(max_depth=5).fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.tree_), inputs]))
    mae = "absolute_error" if lab.version >= (1, 0) else "mae"
    yield lab.case("absolute", tree(criterion=mae, min_samples_leaf=5).fit(x, y), inputs)
    yield lab.case("multi_output", tree(max_depth=4).fit(x, lab.target(x, outputs=2)), inputs)
    yield lab.case("float32", tree(max_depth=4).fit(x.astype(np.float32), y.astype(np.float32)), inputs.astype(np.float32))
    yield lab.case("sparse", tree(max_leaf_nodes=9).fit(lab.sparse(x), y), lab.sparse(inputs))
    if lab.version >= (0, 24):
        yield lab.case("poisson", tree(criterion="poisson", max_depth=3).fit(x, np.abs(y) + 0.5), inputs)
    if lab.version >= (1, 3):
        yield lab.case("missing", tree(max_depth=4).fit(lab.holes(x), y), lab.holes(inputs), probe=True)

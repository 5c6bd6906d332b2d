import numpy as np
from sklearn.tree import ExtraTreeRegressor


def cases(lab):
    x = lab.numbers(rows=70)
    y = lab.target(x)
    tree = lambda **more: ExtraTreeRegressor(random_state=0, **more)
    inputs = lab.rows(x)
    model = tree(max_depth=5).fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.tree_), inputs]))
    yield lab.case("multi_output", tree(max_depth=3, splitter="best").fit(x, lab.target(x, outputs=2)), inputs)
    yield lab.case("sparse", tree(max_leaf_nodes=9).fit(lab.sparse(x), y), lab.sparse(inputs))
    if lab.version >= (1, 6):
        yield lab.case("missing", tree(max_depth=4).fit(lab.holes(x), y), lab.holes(inputs))

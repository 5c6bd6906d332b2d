import numpy as np
from sklearn.ensemble import RandomForestRegressor


def cases(lab):
    x = lab.numbers(rows=60)
    y = lab.target(x)
    forest = lambda **more: RandomForestRegressor(n_estimators=3, max_depth=3, random_state=0, **more)
    inputs = lab.rows(x)
    model = forest().fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.estimators_[0].tree_), inputs]))
    mae = "absolute_error" if lab.version >= (1, 0) else "mae"
    yield lab.case("absolute", forest(criterion=mae, max_features=2, bootstrap=False).fit(x, y), inputs)
    yield lab.case("multi_output", forest(min_samples_leaf=3).fit(x, lab.target(x, outputs=2)), inputs)
    yield lab.case("sparse", forest(oob_score=True).fit(lab.sparse(x), y), lab.sparse(inputs))
    if lab.version >= (1, 4):
        yield lab.case("missing", forest().fit(lab.holes(x), y), lab.holes(inputs))

import numpy as np
from sklearn.ensemble import AdaBoostRegressor
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=70)
    y = lab.target(x)
    inputs = lab.rows(x)
    # staged_score wants y as well
    xz = dict(container="joblib-xz", skip=["staged_score"])
    brief = dict(xz, skip=["staged_score", "staged_predict"])
    boosting = lambda base, **more: AdaBoostRegressor(base, n_estimators=4, random_state=0, **more)
    yield lab.case("default", boosting(DecisionTreeRegressor(max_depth=2)).fit(x, y), inputs, **xz)
    yield lab.case("square", boosting(DecisionTreeRegressor(max_depth=3), loss="square", learning_rate=0.5).fit(x, np.round(y)), inputs, **brief)
    yield lab.case("sparse", boosting(DecisionTreeRegressor(max_depth=2), loss="exponential").fit(lab.sparse(x), y), lab.sparse(inputs), **brief)

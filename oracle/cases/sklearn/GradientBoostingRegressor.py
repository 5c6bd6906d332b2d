import numpy as np
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=60)
    y = lab.target(x)
    boosting = lambda **more: GradientBoostingRegressor(**dict(dict(n_estimators=3, max_depth=2, random_state=0), **more))
    inputs = lab.rows(x)
    # derived from what other methods answer
    brief = dict(container="joblib-xz", skip=["apply", "predict_log_proba", "staged_predict", "staged_predict_proba", "staged_decision_function"])
    model = boosting().fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.estimators_[0, 0].tree_, limit=15), inputs]))
    absolute = "absolute_error" if lab.version >= (1, 0) else "lad"
    yield lab.case("absolute", boosting(loss=absolute).fit(lab.sparse(x), y), lab.sparse(inputs), **brief)
    yield lab.case("huber", boosting(loss="huber", alpha=0.8).fit(x, y), inputs, container="joblib-xz")
    yield lab.case("quantile", boosting(loss="quantile", alpha=0.8, subsample=0.6).fit(x, y), inputs, **brief)
    if lab.version >= (0, 21):
        yield lab.case("zero", boosting(init="zero", n_estimators=2).fit(x, y), inputs, **brief)
        yield lab.case("init", boosting(init=DecisionTreeRegressor(max_depth=2, random_state=0), n_estimators=2).fit(x, y), inputs, **brief)

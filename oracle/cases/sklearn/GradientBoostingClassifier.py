import numpy as np
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression


def cases(lab):
    x, y = lab.classes(rows=60)
    boosting = lambda **more: GradientBoostingClassifier(**dict(dict(n_estimators=3, max_depth=2, random_state=0), **more))
    inputs = lab.rows(x)
    # derived from what other methods answer
    brief = dict(container="joblib-xz", skip=["apply", "predict_log_proba", "staged_predict", "staged_predict_proba", "staged_decision_function"])
    model = boosting().fit(x, y == 1)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.estimators_[0, 0].tree_, limit=15), inputs]))
    yield lab.case("words", boosting(learning_rate=0.3, subsample=0.7).fit(x, np.array(["no", "maybe", "yes"])[y]), inputs, container="joblib-xz")
    yield lab.case("exponential", boosting(loss="exponential").fit(x, y * 1.5 > 1), inputs, **brief)
    if lab.version >= (0, 21):
        yield lab.case("zero", boosting(init="zero", n_estimators=2).fit(lab.sparse(x), y), lab.sparse(inputs), **brief)
        yield lab.case("init", boosting(init=LogisticRegression(solver="liblinear"), n_estimators=2).fit(x, y == 2), inputs, **brief)

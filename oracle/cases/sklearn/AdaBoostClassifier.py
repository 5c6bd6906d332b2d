import numpy as np
from sklearn.ensemble import AdaBoostClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=70)
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    # staged_score wants y as well
    xz = dict(container="joblib-xz", skip=["staged_score"])
    brief = dict(xz, skip=["staged_score", "predict_log_proba", "staged_predict", "staged_predict_proba", "staged_decision_function"])
    samme = dict(algorithm="SAMME") if lab.version < (1, 6) else {}
    tree = lambda depth: DecisionTreeClassifier(max_depth=depth, random_state=0)
    boosting = lambda base, **more: AdaBoostClassifier(base, **dict(dict(n_estimators=3, random_state=0), **more))
    yield lab.case("default", boosting(None).fit(x, words), inputs, **xz)
    yield lab.case("samme", boosting(tree(2), learning_rate=0.7, **samme).fit(x, y), inputs, **xz)
    yield lab.case("binary", boosting(tree(1)).fit(x, y == 1), inputs, **brief)
    yield lab.case("binary_samme", boosting(tree(2), **samme).fit(lab.sparse(x), y * 1.5 > 1), lab.sparse(inputs), **brief)
    yield lab.case("bayes", boosting(GaussianNB(), **samme).fit(x, words), inputs, **brief)

import numpy as np
from sklearn.ensemble import BaggingClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=70)
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    tree = DecisionTreeClassifier(max_depth=3)
    bagging = lambda base, **more: BaggingClassifier(base, **dict(dict(n_estimators=3, random_state=0), **more))
    yield lab.case("default", bagging(tree).fit(x, words), inputs, **xz)
    yield lab.case("columns", bagging(tree, max_features=2, bootstrap_features=True).fit(x, y == 1), inputs, **xz)
    yield lab.case("few_rows", bagging(tree, max_samples=3).fit(x, y), inputs, **xz)
    yield lab.case("decision", bagging(LogisticRegression(solver="lbfgs"), max_features=0.8).fit(lab.sparse(x), y), lab.sparse(inputs), **xz)
    yield lab.case("votes", bagging(RidgeClassifier(), bootstrap=False, max_samples=0.5).fit(x, words), inputs, **xz)

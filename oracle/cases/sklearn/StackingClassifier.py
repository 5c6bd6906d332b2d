import numpy as np
from sklearn.ensemble import StackingClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=70)
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    brief = dict(xz, skip=["transform", "decision_function"])  # what the first two cases show
    named = [("tree", DecisionTreeClassifier(max_depth=2, random_state=0)), ("ridge", RidgeClassifier()), ("bayes", GaussianNB())]
    final = LogisticRegression(solver="lbfgs")
    stacking = lambda **more: StackingClassifier(named, **dict(dict(final_estimator=final, cv=3), **more))
    yield lab.case("default", stacking().fit(x, words), inputs, **xz)
    yield lab.case("binary", stacking(passthrough=True).fit(x, y == 1), inputs, **xz)
    yield lab.case("predicts", stacking(stack_method="predict", final_estimator=DecisionTreeClassifier(max_depth=3, random_state=0)).fit(x, y), inputs, **brief)
    yield lab.case("dropped", stacking(passthrough=True).set_params(bayes="drop").fit(lab.sparse(x), y), lab.sparse(inputs), **xz)
    if lab.version >= (1, 1):
        fitted = [(name, model.fit(x, y)) for name, model in named]
        yield lab.case("prefit", StackingClassifier(fitted, final_estimator=final, cv="prefit").fit(x, y), inputs, **brief)

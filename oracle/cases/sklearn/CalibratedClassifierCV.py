import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    words = np.array(["no", "maybe", "yes"])[y]
    logistic = lambda: LogisticRegression(solver="lbfgs")
    tree = lambda: DecisionTreeClassifier(max_depth=3, random_state=0)
    yield lab.case("default", CalibratedClassifierCV(logistic(), cv=2).fit(x, words), inputs)
    yield lab.case("isotonic", CalibratedClassifierCV(logistic(), method="isotonic", cv=2).fit(x, y), inputs[:32])
    yield lab.case("binary", CalibratedClassifierCV(LinearSVC(random_state=0), cv=2).fit(x, y == 0), inputs[:24])
    # leaves of one class only: every calibrated share of a row may be 0
    yield lab.case("trees", CalibratedClassifierCV(tree(), method="isotonic", cv=2).fit(x, words), inputs[:24])
    yield lab.case("binary_trees", CalibratedClassifierCV(tree(), cv=2).fit(x, y == 0), inputs[:24])
    people, rows = (lab.people(n, seed=n, missing=False)[["age", "income", "visits"]] for n in (60, 24))
    piped = CalibratedClassifierCV(make_pipeline(StandardScaler(), logistic()), cv=2)
    yield lab.case("table", piped.fit(people, np.where(people["age"] > 40, "old", "young")), rows)
    if lab.version >= (0, 24):
        yield lab.case("one_for_all", CalibratedClassifierCV(logistic(), cv=2, ensemble=False).fit(x, words), inputs[:24])
    if lab.version < (1, 6):
        yield lab.case("prefit", CalibratedClassifierCV(logistic().fit(x, words), cv="prefit").fit(x[::2], words[::2]), inputs[:24])
    if lab.version >= (1, 8):
        yield lab.case("temperature", CalibratedClassifierCV(logistic(), method="temperature", cv=2).fit(x, words), inputs[:24])
        yield lab.case("temperature_trees", CalibratedClassifierCV(tree(), method="temperature", cv=2).fit(x, y == 0), inputs[:24])

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsOneClassifier
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    logistic = lambda: LogisticRegression(solver="lbfgs")
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("default", OneVsOneClassifier(logistic()).fit(x, words), inputs)
    four, labels = lab.classes(rows=80, columns=3, labels=(1, 2, 5, 9))
    trees = OneVsOneClassifier(DecisionTreeClassifier(max_depth=2, random_state=0))
    yield lab.case("ties", trees.fit(four, labels), lab.rows(four)[:40])
    yield lab.case("binary", OneVsOneClassifier(logistic()).fit(x, y == 0), inputs[:24])
    yield lab.case("sparse", OneVsOneClassifier(logistic()).fit(lab.sparse(x), y), lab.sparse(inputs[:24]))

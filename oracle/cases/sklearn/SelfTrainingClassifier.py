import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.semi_supervised import SelfTrainingClassifier
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    partly = np.where(np.arange(len(y)) % 4 == 0, -1, y)
    yield lab.case("default", SelfTrainingClassifier(LogisticRegression(solver="lbfgs")).fit(x, partly), inputs)
    trees = SelfTrainingClassifier(DecisionTreeClassifier(max_depth=3, random_state=0))
    yield lab.case("trees", trees.fit(x, partly), inputs[:24])

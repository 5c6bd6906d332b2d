import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OutputCodeClassifier
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("default", OutputCodeClassifier(LogisticRegression(solver="lbfgs"), code_size=2, random_state=0).fit(x, words), inputs)
    trees = OutputCodeClassifier(DecisionTreeClassifier(max_depth=2, random_state=0), code_size=3, random_state=1)
    yield lab.case("trees", trees.fit(x, y), inputs[:80])

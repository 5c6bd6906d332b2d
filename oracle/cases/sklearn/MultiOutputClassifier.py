import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multioutput import MultiOutputClassifier
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    two = np.column_stack([y, x[:, 0] > 0])
    yield lab.case("default", MultiOutputClassifier(LogisticRegression(solver="lbfgs")).fit(x, two), inputs)
    words = np.column_stack([np.array(["no", "maybe", "yes"])[y], np.where(x[:, 0] > 0, "up", "down")])
    trees = MultiOutputClassifier(DecisionTreeClassifier(max_depth=3, random_state=0))
    yield lab.case("words", trees.fit(x, words), inputs[:32])
    yield lab.case("sparse", MultiOutputClassifier(LogisticRegression(solver="lbfgs")).fit(lab.sparse(x), two), lab.sparse(inputs[:24]))
    people, rows = (lab.people(n, seed=n, missing=False)[["age", "income", "visits"]] for n in (60, 24))
    frame = MultiOutputClassifier(DecisionTreeClassifier(max_depth=3, random_state=0))
    yield lab.case("table", frame.fit(people, np.column_stack([people["age"] > 40, people["visits"] > 9])), rows)

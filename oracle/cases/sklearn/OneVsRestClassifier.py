import numpy as np
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    logistic = lambda: LogisticRegression(solver="lbfgs")
    yield lab.case("default", OneVsRestClassifier(logistic()).fit(x, y), inputs)
    words = np.array(["no", "maybe", "yes"])[y]
    # leaves are 0 or 1: many ties, which the last class won until 1.7
    yield lab.case("ties", OneVsRestClassifier(DecisionTreeClassifier(max_depth=2, random_state=0)).fit(x, words), inputs)
    yield lab.case("binary", OneVsRestClassifier(logistic()).fit(x, words == "yes"), inputs[:24])
    marks = np.column_stack([y == 0, y != 1, x[:, 0] > 0]).astype(int)
    yield lab.case("multilabel", OneVsRestClassifier(logistic()).fit(x, marks), inputs[:24])
    constant = np.column_stack([marks, np.ones(len(x), dtype=int), np.zeros(len(x), dtype=int)])
    yield lab.case("constant", OneVsRestClassifier(DecisionTreeClassifier(max_depth=2, random_state=0)).fit(x, constant), inputs[:24])
    yield lab.case("regressors", OneVsRestClassifier(LinearRegression()).fit(x, y.astype(float)), inputs[:24])
    sparse = lab.sparse(marks, share=0.0)
    yield lab.case("sparse", OneVsRestClassifier(logistic()).fit(lab.sparse(x), sparse), lab.sparse(inputs[:24]))

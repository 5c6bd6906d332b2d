import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multioutput import ClassifierChain
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    # the usual mistakes but texts, whose complaint tells how wide NumPy made them
    few, holed = inputs[5:8], lab.holes(inputs[5:15], share=0.4)
    probes = {"also": [inputs[:9].astype(np.float32), np.rint(inputs[:9]).astype(int)], "probe": False}
    probes["bad"] = [few[:, :-1], np.hstack([few, few]), holed, few[:0], few[:, :0], few[None], few.astype(object)]
    marks = np.column_stack([y == 0, y != 1, x[:, 0] > 0]).astype(int)
    logistic = lambda: LogisticRegression(solver="lbfgs")
    yield lab.case("default", ClassifierChain(logistic()).fit(x, marks), inputs, **probes)
    yield lab.case("order", ClassifierChain(logistic(), order=[2, 0, 1]).fit(x, marks), inputs[:24])
    trees = ClassifierChain(DecisionTreeClassifier(max_depth=3, random_state=0), order="random", random_state=3)
    yield lab.case("trees", trees.fit(x, marks), inputs[:24])
    yield lab.case("sparse", ClassifierChain(logistic()).fit(lab.sparse(x), marks), lab.sparse(inputs[:30]))
    if lab.version >= (1, 5):
        yield lab.case("chain_method", ClassifierChain(logistic(), chain_method="predict_proba").fit(x, marks), inputs[:24])

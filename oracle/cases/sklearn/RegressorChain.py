import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.multioutput import RegressorChain
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=60, columns=3)
    inputs = lab.rows(x)
    # the usual mistakes but texts, whose complaint tells how wide NumPy made them
    few, holed = inputs[5:8], lab.holes(inputs[5:15], share=0.4)
    probes = {"also": [inputs[:9].astype(np.float32), np.rint(inputs[:9]).astype(int)], "probe": False}
    probes["bad"] = [few[:, :-1], np.hstack([few, few]), holed, few[:0], few[:, :0], few[None], few.astype(object)]
    yield lab.case("default", RegressorChain(LinearRegression(), order=[1, 0]).fit(x, lab.target(x, outputs=2)), inputs, **probes)
    trees = RegressorChain(DecisionTreeRegressor(max_depth=3, random_state=0))
    yield lab.case("trees", trees.fit(x, lab.target(x, outputs=3)), inputs[:60])

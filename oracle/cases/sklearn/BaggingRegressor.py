import numpy as np
from sklearn.ensemble import BaggingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=70)
    y = lab.target(x)
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    bagging = lambda base, **more: BaggingRegressor(base, **dict(dict(n_estimators=3, random_state=0), **more))
    yield lab.case("default", bagging(DecisionTreeRegressor(max_depth=3)).fit(x, y), inputs, **xz)
    yield lab.case("columns", bagging(LinearRegression(), max_features=2, max_samples=0.6).fit(x, y), inputs, **xz)
    yield lab.case("multi_output", bagging(DecisionTreeRegressor(max_depth=2)).fit(x, lab.target(x, outputs=2)), inputs, **xz)
    yield lab.case("sparse", bagging(DecisionTreeRegressor(max_depth=2), max_features=3).fit(lab.sparse(x), y), lab.sparse(inputs), **xz)

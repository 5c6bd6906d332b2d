import numpy as np
from sklearn.ensemble import VotingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=70)
    y = lab.target(x)
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    named = [("tree", DecisionTreeRegressor(max_depth=3, random_state=0)), ("linear", LinearRegression()), ("stump", DecisionTreeRegressor(max_depth=1, random_state=0))]
    yield lab.case("default", VotingRegressor(named).fit(x, y), inputs, **xz)
    yield lab.case("weights", VotingRegressor(named, weights=[1, 0.5, 3]).fit(x, y), inputs, **xz)
    if lab.version >= (0, 22):
        dropped = VotingRegressor(named, weights=[1, 0.5, 3]).set_params(linear="drop")
        yield lab.case("dropped", dropped.fit(x, y), inputs, **xz)

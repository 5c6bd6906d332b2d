import numpy as np
from sklearn.ensemble import StackingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=70)
    y = lab.target(x)
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    named = [("tree", DecisionTreeRegressor(max_depth=3, random_state=0)), ("linear", LinearRegression())]
    stacking = lambda **more: StackingRegressor(named, **dict(dict(final_estimator=DecisionTreeRegressor(max_depth=3, random_state=0), cv=3), **more))
    yield lab.case("default", stacking().fit(x, y), inputs, **xz)
    yield lab.case("linear", stacking(final_estimator=LinearRegression(), passthrough=True).fit(x, y), inputs, **xz)
    people = lab.people(missing=False)[["age", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "visits"]]
    yield lab.case("table", stacking(passthrough=True).fit(people, people["age"] / 7.0), rows, **xz)

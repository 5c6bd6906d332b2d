from sklearn.linear_model import LinearRegression
from sklearn.multioutput import MultiOutputRegressor
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=60, columns=3)
    inputs = lab.rows(x)
    yield lab.case("default", MultiOutputRegressor(LinearRegression()).fit(x, lab.target(x, outputs=2)), inputs)
    trees = MultiOutputRegressor(DecisionTreeRegressor(max_depth=3, random_state=0))
    yield lab.case("trees", trees.fit(x, lab.target(x, outputs=3)), inputs[:60])

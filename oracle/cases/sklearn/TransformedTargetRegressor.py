import numpy as np
from sklearn.compose import TransformedTargetRegressor
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x = lab.numbers(rows=60, columns=3)
    y = lab.target(x)
    y = np.round(y - y.min(), 3)
    inputs = lab.rows(x)
    logs = TransformedTargetRegressor(LinearRegression(), func=np.log1p, inverse_func=np.expm1)
    yield lab.case("default", logs.fit(x, y), inputs)
    scaled = TransformedTargetRegressor(LinearRegression(), transformer=StandardScaler())
    yield lab.case("transformer", scaled.fit(x, y), inputs[:60])
    yield lab.case("none", TransformedTargetRegressor(LinearRegression()).fit(x, y), inputs[:30])
    roots = TransformedTargetRegressor(DecisionTreeRegressor(max_depth=3, random_state=0), func=np.sqrt, inverse_func=np.square)
    yield lab.case("column", roots.fit(x, y[:, None]), inputs[:60])
    two = TransformedTargetRegressor(LinearRegression(), func=np.cbrt, inverse_func=np.sinh, check_inverse=False)
    yield lab.case("two", two.fit(x, lab.target(x, outputs=2)), inputs[:60])

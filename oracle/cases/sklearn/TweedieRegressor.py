import numpy as np
from sklearn.linear_model import TweedieRegressor


def cases(lab):
    x = lab.numbers() / 10
    y = np.exp(0.3 * lab.target(x))
    inputs = np.clip(lab.rows(x), -4, 4)
    yield lab.case("default", TweedieRegressor(power=1.5).fit(x, y), inputs)
    yield lab.case("normal", TweedieRegressor(power=0).fit(x, y), inputs[:200])
    yield lab.case("normal_log", TweedieRegressor(power=0, link="log", alpha=0.1).fit(x, y), inputs[:200])
    yield lab.case("gaussian", TweedieRegressor(power=3, alpha=0.5).fit(x, y), inputs[:200])

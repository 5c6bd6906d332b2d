import numpy as np
from sklearn.linear_model import PoissonRegressor


def cases(lab):
    x = lab.numbers() / 10
    y = np.round(np.exp(0.3 * lab.target(x) - 0.2)) + 0
    inputs = np.clip(lab.rows(x), -4, 4)
    yield lab.case("default", PoissonRegressor(alpha=0.1).fit(x, y), inputs)
    yield lab.case("no_intercept", PoissonRegressor(fit_intercept=False).fit(x, y), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", PoissonRegressor().fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20].astype(np.float32)])
    if lab.version >= (1, 0):
        yield lab.case("float32", PoissonRegressor().fit(x.astype(np.float32), y.astype(np.float32)), inputs[:200].astype(np.float32))

from sklearn.linear_model import QuantileRegressor


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", QuantileRegressor(quantile=0.8, alpha=0.01, solver="highs" if lab.version >= (1, 0, 3) else "interior-point").fit(x, y), inputs)

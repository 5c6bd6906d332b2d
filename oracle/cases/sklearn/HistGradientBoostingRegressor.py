import numpy as np

try:
    from sklearn.experimental import enable_hist_gradient_boosting  # noqa: F401, before 1.0
except ImportError:
    pass
from sklearn.ensemble import HistGradientBoostingRegressor


def cases(lab):
    x = lab.numbers(rows=80)
    y = lab.target(x)
    boosting = lambda **more: HistGradientBoostingRegressor(**dict(dict(max_iter=3, max_leaf_nodes=6, min_samples_leaf=8), **more))
    inputs = lab.rows(x)
    brief = dict(container="joblib-xz", skip=["staged_predict"])
    yield lab.case("default", boosting().fit(x, y), inputs)
    holes = lab.holes(x)
    yield lab.case("missing", boosting(max_bins=16).fit(holes, y), lab.holes(inputs), **brief)
    if lab.version >= (0, 23):
        yield lab.case("poisson", boosting(loss="poisson").fit(x, np.abs(y) + 0.5), inputs, **brief)
    if lab.version >= (1, 1):
        yield lab.case("quantile", boosting(loss="quantile", quantile=0.7).fit(x, y), inputs, **brief)
    if lab.version >= (0, 24):
        absolute = "absolute_error" if lab.version >= (1, 0) else "least_absolute_deviation"
        yield lab.case("absolute", boosting(loss=absolute).fit(x, y), inputs, **brief)
        random = lab.random(3)
        kinds = random.randint(0, 9, size=80) * 2.0
        kinds[::9] = np.nan
        mixed = np.column_stack([x[:, 0], kinds, x[:, 1]])
        target = y + np.array([3, -3, 1, 0, 5, -1, 2, -4, 1])[np.nan_to_num(kinds / 2, nan=1).astype(int)]
        asked = np.column_stack([inputs[:, 0], random.randint(-1, 20, size=len(inputs)), inputs[:, 1]])
        asked[::13, 1] = np.nan
        yield lab.case("categories", boosting(categorical_features=[1], max_iter=6).fit(mixed, target), asked, **brief)
    if lab.version >= (1, 4):
        people, rows = lab.people(80), lab.people(208, seed=1)
        for table in people, rows:
            table["city"] = table["city"].astype("category")
        columns = ["age", "city", "visits"]
        model = boosting(categorical_features="from_dtype").fit(people[columns], people["income"] / 1000)
        yield lab.case("table", model, rows[columns], container="joblib-xz")

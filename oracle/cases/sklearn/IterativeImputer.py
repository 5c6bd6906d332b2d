try:
    from sklearn.experimental import enable_iterative_imputer  # noqa: F401
except ImportError:  # 0.20 has neither
    pass
from sklearn.impute import IterativeImputer
from sklearn.linear_model import Ridge


def cases(lab):
    x = lab.numbers(columns=4)
    x[:, 3] = x[:, 0] * 2 + x[:, 1]
    x = lab.holes(x)
    inputs = lab.holes(lab.rows(x))
    yield lab.case("default", IterativeImputer(max_iter=3).fit(x), inputs[:30], container="joblib-xz")
    ridge = IterativeImputer(Ridge(), max_iter=3, min_value=-2, max_value=30, n_nearest_features=2, random_state=0)
    yield lab.case("ridge", ridge.fit(x), inputs[:24], also=[inputs[20:21]], container="joblib-xz")
    yield lab.case("indicator", IterativeImputer(max_iter=2, add_indicator=True, initial_strategy="median").fit(x), inputs[:24], container="joblib-bz2")
    people = lab.people()[["age", "income", "visits"]]
    asked = lab.people(24, seed=1)[["age", "income", "visits"]]
    yield lab.case("table", IterativeImputer(max_iter=2).fit(people), asked, container="joblib-xz")

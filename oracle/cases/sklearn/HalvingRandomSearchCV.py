from sklearn.linear_model import LogisticRegression

try:
    from sklearn.experimental import enable_halving_search_cv  # noqa: F401
    from sklearn.model_selection import HalvingRandomSearchCV
except ImportError as error:
    raise ImportError("HalvingRandomSearchCV came with 0.24") from error


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    search = HalvingRandomSearchCV(LogisticRegression(solver="lbfgs"), {"C": [0.1, 1.0, 10.0]}, cv=3, random_state=0)
    yield lab.case("default", search.fit(x, y), lab.rows(x))

import numpy as np

try:
    from sklearn.experimental import enable_hist_gradient_boosting  # noqa: F401, before 1.0
except ImportError:
    pass
from sklearn.ensemble import HistGradientBoostingClassifier


def cases(lab):
    x, y = lab.classes(rows=80)
    boosting = lambda **more: HistGradientBoostingClassifier(**dict(dict(max_iter=3, max_leaf_nodes=5, min_samples_leaf=8), **more))
    inputs = lab.rows(x)
    brief = dict(container="joblib-xz", skip=["staged_predict", "staged_predict_proba", "staged_decision_function"])
    yield lab.case("default", boosting().fit(x, y == 1), inputs)
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("words", boosting(learning_rate=0.3).fit(lab.holes(x), words), lab.holes(inputs), container="joblib-xz")
    if lab.version >= (0, 24):
        random = lab.random(3)
        kinds = random.permutation(80) % 7
        mixed = np.column_stack([x[:, 0], kinds, x[:, 1]])
        asked = np.column_stack([inputs[:, 0], random.randint(0, 9, size=len(inputs)), inputs[:, 1]])
        mask = [False, True, False]
        yield lab.case("categories", boosting(categorical_features=mask).fit(mixed, (kinds % 3 == 1) * 2.0), asked, **brief)
    if lab.version >= (1, 4):
        people, rows = lab.people(80), lab.people(208, seed=1)
        columns = ["plan", "age", "city"]
        model = boosting(categorical_features=["plan", "city"]).fit(people[columns], people["visits"] % 3)
        yield lab.case("table", model, rows[columns], container="joblib-xz", skip=brief["skip"])

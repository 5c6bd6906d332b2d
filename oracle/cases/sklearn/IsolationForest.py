import numpy as np
from sklearn.ensemble import IsolationForest


def cases(lab):
    x = lab.numbers(rows=80)
    old = dict(behaviour="new") if lab.version < (0, 22) else {}
    forest = lambda **more: IsolationForest(**dict(dict(n_estimators=3, max_samples=12, random_state=0), **more))
    inputs = lab.rows(x)
    model = forest(contamination="auto", **old).fit(x)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.estimators_[0].tree_, limit=15), inputs]))
    yield lab.case("contamination", forest(contamination=0.2, max_features=2, **old).fit(x), inputs, container="joblib-xz")
    share = "auto" if (1, 3) <= lab.version < (1, 4) else 0.1  # 1.3 cannot score the csc matrix it was fitted on
    yield lab.case("sparse", forest(contamination=share, bootstrap=True, **old).fit(lab.sparse(x)), lab.sparse(inputs), container="joblib-xz")
    if lab.version < (0, 22):
        yield lab.case("old", forest(contamination=0.1, behaviour="old").fit(x), inputs, container="joblib-xz")
    if lab.version >= (1, 7):
        yield lab.case("missing", forest(contamination=0.1).fit(lab.holes(x)), lab.holes(inputs), container="joblib-xz")

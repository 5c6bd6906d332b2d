import numpy as np
from sklearn.ensemble import RandomForestClassifier


def cases(lab):
    x, y = lab.classes(rows=60)
    forest = lambda **more: RandomForestClassifier(n_estimators=5, max_depth=4, random_state=0, **more)
    inputs = lab.rows(x)
    model = forest().fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.estimators_[0].tree_), inputs]))
    yield lab.case("binary_words", forest(criterion="entropy", max_features=None).fit(x, np.where(y == 1, "yes", "no")), inputs)
    outputs = np.column_stack([y, y[::-1] > 0, (x[:, 0] > 0) * 2])
    yield lab.case("multi_output", forest(class_weight="balanced").fit(x, outputs), inputs)
    yield lab.case("no_bootstrap", forest(bootstrap=False, min_samples_leaf=3).fit(x, y * 2.0), inputs)
    yield lab.case("sparse", forest().fit(lab.sparse(x), y), lab.sparse(inputs))
    if lab.version >= (1, 4):
        yield lab.case("missing", forest().fit(lab.holes(x), y), lab.holes(inputs), probe=True)

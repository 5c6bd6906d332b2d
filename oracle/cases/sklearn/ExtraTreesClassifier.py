import numpy as np
from sklearn.ensemble import ExtraTreesClassifier


def cases(lab):
    x, y = lab.classes(rows=60)
    forest = lambda **more: ExtraTreesClassifier(n_estimators=3, max_depth=3, random_state=0, **more)
    inputs = lab.rows(x)
    model = forest().fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.estimators_[0].tree_), inputs]))
    yield lab.case("binary_words", forest(criterion="entropy").fit(x, np.where(y == 1, "yes", "no")), inputs)
    yield lab.case("multi_output", forest(bootstrap=True).fit(x, np.column_stack([y, y[::-1] > 0])), inputs)
    if lab.version >= (1, 6):
        yield lab.case("missing", forest().fit(lab.holes(x), y), lab.holes(inputs))

import numpy as np
from sklearn.tree import ExtraTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=70)
    tree = lambda **more: ExtraTreeClassifier(random_state=0, **more)
    inputs = lab.rows(x)
    model = tree(max_depth=5).fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.tree_), inputs]))
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("words", tree(max_leaf_nodes=7, criterion="entropy", splitter="best").fit(x, words), inputs)
    yield lab.case("multi_output", tree(max_depth=3).fit(x, np.column_stack([y, y[::-1] > 0])), inputs)
    if lab.version >= (1, 6):
        yield lab.case("missing", tree(max_depth=4).fit(lab.holes(x), y), lab.holes(inputs))

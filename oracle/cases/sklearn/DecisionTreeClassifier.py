import numpy as np
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=80)
    tree = lambda **more: DecisionTreeClassifier(random_state=0, **more)
    inputs = lab.rows(x)
    model = tree(max_depth=5).fit(x, y)
    yield lab.case("default", model, np.vstack([lab.at_thresholds(x, model.tree_), inputs]))
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("words", tree(max_leaf_nodes=7, criterion="entropy", class_weight="balanced").fit(x, words), inputs)
    outputs = np.column_stack([y, y[::-1] > 0, (x[:, 0] > 0) * 2])
    yield lab.case("multi_output", tree(max_depth=4).fit(x, outputs), inputs)
    yield lab.case("stump", tree(max_depth=1).fit(x, y == 2), inputs)
    yield lab.case("one_leaf", tree().fit(x, np.full(len(y), 3.0)), inputs[:200])
    # grid values: many ties, several rows on every threshold
    grid = np.round(x)
    yield lab.case("sparse_ties", tree(max_depth=4, splitter="random").fit(lab.sparse(grid), y), lab.sparse(np.round(inputs * 2) / 2))
    if lab.version >= (1, 3):
        yield lab.case("missing", tree(max_depth=4).fit(lab.holes(x), y), lab.holes(inputs), probe=True)

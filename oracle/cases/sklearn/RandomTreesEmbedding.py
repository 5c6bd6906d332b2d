from sklearn.ensemble import RandomTreesEmbedding


def cases(lab):
    x = lab.numbers(rows=70)
    inputs = lab.rows(x)
    trees = lambda **more: RandomTreesEmbedding(n_estimators=3, max_depth=3, random_state=0, **more)
    yield lab.case("default", trees().fit(x), inputs, container="joblib-xz")
    yield lab.case("dense", trees(sparse_output=False, min_samples_leaf=4).fit(x), inputs, container="joblib-xz", skip=["decision_path"])
    yield lab.case("sparse", trees().fit(lab.sparse(x)), lab.sparse(inputs), container="joblib-xz", skip=["decision_path"])
    if lab.version >= (1, 6):
        yield lab.case("missing", trees().fit(lab.holes(x)), lab.holes(inputs), container="joblib-xz")

from sklearn.decomposition import SparsePCA


def cases(lab):
    x = lab.numbers(rows=40, columns=4)
    inputs = lab.rows(x)[:100]
    few = inputs[:40]
    more = {"normalize_components": True} if lab.version < (0, 22) else {}
    # before 0.24 NumPy and the solver looked at the input, not scikit-learn
    first = SparsePCA(n_components=2, alpha=0.5, random_state=0, **more).fit(x)
    yield lab.case("default", first, inputs, probe=lab.version >= (0, 24))
    yield lab.case("ridge", SparsePCA(n_components=3, alpha=2, ridge_alpha=0.5, method="cd", random_state=0, **more).fit(x), few)
    if lab.version < (0, 22):
        yield lab.case("normed", SparsePCA(n_components=2, normalize_components=False, random_state=0).fit(x), few)

import numpy as np
from sklearn.decomposition import KernelPCA


def cases(lab):
    x = lab.numbers(rows=25, columns=3)
    inputs = lab.rows(x)[:120]
    few = inputs[:36]
    pca = lambda kernel, **more: KernelPCA(n_components=2, kernel=kernel, **more)
    # before 0.24 complaints were those of check_pairwise_arrays
    yield lab.case("default", pca("rbf", gamma=0.1, fit_inverse_transform=True, alpha=0.5).fit(x), inputs, probe=lab.version >= (0, 24))
    yield lab.case("linear", pca("linear").fit(x), few)
    yield lab.case("poly", pca("poly", degree=2, coef0=0.5).fit(x), few, also=[few[:20].astype(np.float32)])
    yield lab.case("sigmoid", pca("sigmoid", gamma=0.01).fit(x), few)
    if lab.version >= (0, 24):  # before, a zero row divided by its length
        yield lab.case("cosine", pca("cosine").fit(x), few)
    yield lab.case("gamma", pca("rbf").fit(lab.sparse(x).toarray()), lab.sparse(few))
    gram = lambda rows: rows.dot(x.T) * 0.1 + 1
    yield lab.case("precomputed", pca("precomputed").fit(gram(x)), gram(few))

import numpy as np
from sklearn.decomposition import PCA


def cases(lab):
    x = lab.numbers(rows=60, columns=5)
    inputs = lab.rows(x)[:120]
    few = inputs[:36]
    yield lab.case("default", PCA(n_components=2).fit(x), inputs)
    yield lab.case("whiten", PCA(n_components=3, whiten=True).fit(x), few)
    yield lab.case("full", PCA().fit(x), few, also=[few[:20].astype(np.float32)])
    yield lab.case("arpack", PCA(n_components=2, svd_solver="arpack", random_state=0).fit(x), few)
    yield lab.case("share", PCA(n_components=0.9, svd_solver="full").fit(x), few)
    # the likelihood of float32 rows goes through the inverse of a float32 matrix, which no two LAPACKs round alike
    single = PCA(n_components=2, whiten=True, svd_solver="randomized", random_state=0).fit(x.astype(np.float32))
    yield lab.case("float32", single, few.astype(np.float32), skip=["score_samples"])
    if lab.version >= (1, 5):
        deviant = PCA(n_components=4, whiten=True, svd_solver="covariance_eigh").fit(np.c_[x, x[:, 0]])
        yield lab.case("covariance", deviant, lab.rows(np.c_[x, x[:, 0]])[:36])
        sparse = PCA(n_components=2, svd_solver="arpack", random_state=0).fit(lab.sparse(x))
        yield lab.case("sparse", sparse, lab.sparse(few), also=[few[:20]])

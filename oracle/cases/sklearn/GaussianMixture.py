import numpy as np
from sklearn.mixture import GaussianMixture


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    few = inputs[:60]
    mixture = lambda kind, n=3: GaussianMixture(n, covariance_type=kind, random_state=0)
    yield lab.case("default", mixture("full").fit(x), inputs)
    for kind in ("tied", "diag", "spherical"):
        yield lab.case(kind, mixture(kind).fit(x), few, also=[few[:20].astype(np.float32)])
    yield lab.case("one", mixture("full", 1).fit(x), few)

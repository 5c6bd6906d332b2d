import numpy as np
from sklearn.mixture import BayesianGaussianMixture


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    few = inputs[:60]
    mixture = lambda kind, **more: BayesianGaussianMixture(n_components=3, covariance_type=kind, random_state=0, **more)
    yield lab.case("default", mixture("full").fit(x), inputs)
    for kind in ("tied", "diag", "spherical"):
        prior = "dirichlet_process" if kind == "diag" else "dirichlet_distribution"
        fitted = mixture(kind, weight_concentration_prior_type=prior, weight_concentration_prior=0.5).fit(x)
        yield lab.case(kind, fitted, few, also=[few[:20].astype(np.float32)])

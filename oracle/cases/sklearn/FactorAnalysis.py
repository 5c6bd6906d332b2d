import numpy as np
from sklearn.decomposition import FactorAnalysis


def cases(lab):
    x = lab.numbers(rows=60, columns=5)
    x[:, 1] = np.round(x[:, 0] * 2 + x[:, 3] + lab.random(5).normal(size=60), 2)
    inputs = lab.rows(x)
    few = inputs[:60]
    # score_samples looked at nothing before 0.24: a sparse input fails wherever NumPy chooses to
    unchecked = [] if lab.version >= (0, 24) else ["score_samples"]
    yield lab.case("default", FactorAnalysis(n_components=2, random_state=0).fit(x), inputs, skip=unchecked)
    yield lab.case("lapack", FactorAnalysis(n_components=3, svd_method="lapack").fit(x), few, also=[few[:20].astype(np.float32)])
    if lab.version >= (0, 24):
        yield lab.case("varimax", FactorAnalysis(n_components=2, rotation="varimax", random_state=0).fit(x), few)

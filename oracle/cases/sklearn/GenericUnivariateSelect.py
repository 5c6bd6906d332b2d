import numpy as np
from sklearn.feature_selection import GenericUnivariateSelect, f_classif


def cases(lab):
    x, y = lab.classes(columns=3)
    x = np.hstack([x, lab.numbers(columns=3, seed=5)])
    inputs = lab.rows(x)[:60]
    for mode, param in [("percentile", 50), ("k_best", 2), ("fpr", 0.3), ("fdr", 0.5), ("fwe", 0.4)]:
        yield lab.case(mode, GenericUnivariateSelect(f_classif, mode=mode, param=param).fit(x, y), inputs[:40])
    yield lab.case("k_all", GenericUnivariateSelect(f_classif, mode="k_best", param="all").fit(x, y), inputs[:20])

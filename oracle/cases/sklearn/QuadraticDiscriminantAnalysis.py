import numpy as np
from sklearn.discriminant_analysis import QuadraticDiscriminantAnalysis


def cases(lab):
    x, y = lab.classes(rows=60)
    inputs = lab.rows(x)[:120]
    few = inputs[:36]
    words = np.array(["no", "so", "yes"])[y]
    yield lab.case("default", QuadraticDiscriminantAnalysis().fit(x, y), inputs)
    yield lab.case("binary", QuadraticDiscriminantAnalysis(priors=[0.3, 0.7]).fit(x, y > 0), few)
    yield lab.case("regularized", QuadraticDiscriminantAnalysis(reg_param=0.3, store_covariance=True).fit(x, words), few, also=[few[:20].astype(np.float32)])
    if lab.version >= (1, 8):
        yield lab.case("eigen", QuadraticDiscriminantAnalysis(solver="eigen", shrinkage=0.1).fit(x, y), few)

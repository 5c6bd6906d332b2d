import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis


def cases(lab):
    x, y = lab.classes(rows=60)
    inputs = lab.rows(x)[:120]
    few = inputs[:36]
    words = np.array(["no", "so", "yes"])[y]
    yield lab.case("default", LinearDiscriminantAnalysis().fit(x, y), inputs)
    yield lab.case("binary", LinearDiscriminantAnalysis(priors=[0.3, 0.7]).fit(x, y > 0), few)
    yield lab.case("eigen", LinearDiscriminantAnalysis(solver="eigen", shrinkage=0.2, n_components=1).fit(x, words), few)
    yield lab.case("lsqr", LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto").fit(x, y - 1.0), few)
    yield lab.case("float32", LinearDiscriminantAnalysis(n_components=2).fit(x.astype(np.float32), y), few.astype(np.float32), also=[few[:20]])

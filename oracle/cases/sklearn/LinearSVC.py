import numpy as np
from sklearn.svm import LinearSVC


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    yield lab.case("default", LinearSVC(random_state=0, C=0.5).fit(x, words), inputs)
    yield lab.case("binary", LinearSVC(random_state=0, loss="hinge", C=0.1).fit(x, y == 1), inputs[:200])
    yield lab.case("crammer_singer", LinearSVC(random_state=0, multi_class="crammer_singer").fit(x, y), inputs[:200])
    yield lab.case("crammer_binary", LinearSVC(random_state=0, multi_class="crammer_singer", fit_intercept=False).fit(x, y > 0), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", LinearSVC(random_state=0, penalty="l1", dual=False, C=0.3).fit(rare, y - 1.0).sparsify(), lab.sparse(inputs[:200]), also=[inputs[:20]])

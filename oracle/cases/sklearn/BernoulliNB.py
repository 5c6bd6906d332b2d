import numpy as np
from sklearn.naive_bayes import BernoulliNB


def cases(lab):
    x, y = lab.classes(rows=60, columns=5)
    inputs = lab.rows(x)
    yield lab.case("default", BernoulliNB().fit(x, y), inputs)
    yield lab.case("threshold", BernoulliNB(binarize=0.3, alpha=0.5).fit(x.astype(np.float32), y > 1), inputs.astype(np.float32), also=[inputs[:30]])
    above = BernoulliNB(binarize=0.5, fit_prior=False).fit(lab.sparse(np.abs(x)), np.array(["no", "so", "yes"])[y])
    yield lab.case("sparse", above, lab.sparse(np.abs(inputs)), also=[lab.sparse(inputs[:30]), inputs[:30]])
    if lab.version < (1, 2):  # refused since
        below = BernoulliNB(binarize=-0.5, class_prior=[0.2, 0.3, 0.5]).fit(x, y - 1.0)
        yield lab.case("negative", below, inputs, bad=[lab.sparse(inputs[:10])])
    yield lab.case("as_it_is", BernoulliNB(binarize=None).fit(x > 0, y), inputs > 0, also=[(inputs[:30] > 0) * 1])

import numpy as np
from sklearn.naive_bayes import ComplementNB


def counts(lab, rows=60, columns=6, seed=0):
    """Counts of terms per document, some documents empty."""
    x = lab.random(seed).poisson(1.2, size=(rows, columns)).astype(float)
    x[:3] = 0
    return x


def cases(lab):
    x = counts(lab)
    y = (np.arange(len(x)) + (x[:, 0] > 1)) % 3
    inputs = counts(lab, 200, seed=1)
    inputs[3:6] *= 1000
    yield lab.case("default", ComplementNB().fit(x, y), inputs)
    yield lab.case("sparse", ComplementNB(alpha=0.1).fit(lab.sparse(x), np.array(["ham", "spam"])[y % 2]), lab.sparse(inputs), also=[inputs[:30]])
    yield lab.case("norm", ComplementNB(norm=True, alpha=2.5).fit(x, y - 1.0), inputs)
    if lab.version >= (1, 0):  # before, one class had two columns
        yield lab.case("one_class", ComplementNB(class_prior=[0.4]).fit(x.astype(int), y * 0), inputs.astype(int))

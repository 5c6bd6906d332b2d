import numpy as np
from sklearn.naive_bayes import MultinomialNB


def counts(lab, rows=60, columns=6, seed=0):
    """Counts of terms per document, some documents empty."""
    x = lab.random(seed).poisson(1.2, size=(rows, columns)).astype(float)
    x[:3] = 0
    return x


def cases(lab):
    x = counts(lab)
    y = (np.arange(len(x)) + (x[:, 0] > 1)) % 3
    inputs = counts(lab, 120, seed=1)
    inputs[3:6] *= 1000
    yield lab.case("default", MultinomialNB().fit(x, y), inputs)
    yield lab.case("sparse", MultinomialNB(alpha=0.1).fit(lab.sparse(x), np.array(["ham", "spam"])[y % 2]), lab.sparse(inputs), also=[inputs[:30]])
    yield lab.case("no_prior", MultinomialNB(fit_prior=False, alpha=2.5).fit(x, y - 1.0), inputs[:50])
    yield lab.case("priors", MultinomialNB(class_prior=[0.6, 0.3, 0.1]).fit(x.astype(int), y), inputs[:50].astype(int))
    half = MultinomialNB().partial_fit(x[:30], y[:30], classes=[0, 1, 2, 3])
    yield lab.case("unseen_class", half, inputs[:50])

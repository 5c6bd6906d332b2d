import numpy as np
from sklearn.naive_bayes import GaussianNB


def cases(lab):
    x, y = lab.classes()
    x[:, 3] = np.where(y == 0, 1.5, x[:, 3])  # no variance in one class: only var_smoothing keeps it finite
    inputs = lab.rows(x)
    yield lab.case("default", GaussianNB().fit(x, y), inputs)
    yield lab.case("priors", GaussianNB(priors=[0.7, 0.2, 0.1]).fit(x, np.array(["a", "b", "c"])[y]), inputs)
    yield lab.case("binary", GaussianNB(var_smoothing=1e-3).fit(x, y > 0), inputs)
    weights = lab.random().uniform(0.5, 2, size=len(y))
    half = GaussianNB().partial_fit(x[:45], y[:45], classes=[0, 1, 2, 3])  # class 3 is never seen: its prior is 0
    yield lab.case("unseen_class", half.partial_fit(x[45:], y[45:], sample_weight=weights[45:]), inputs)
    yield lab.case("one_class", GaussianNB().fit(x, y * 0.0), inputs)
    yield lab.case("float32", GaussianNB().fit(x.astype(np.float32), y), inputs.astype(np.float32), also=[inputs[:40]])

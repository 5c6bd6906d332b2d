import numpy as np
from sklearn.preprocessing import PolynomialFeatures


def cases(lab):
    x = lab.numbers(columns=3)
    inputs = lab.rows(x)
    sparse = lab.sparse(inputs[:30])
    yield lab.case("default", PolynomialFeatures().fit(x), inputs[:40])
    cubic = PolynomialFeatures(3, include_bias=False).fit(x)
    yield lab.case("cubic", cubic, inputs[:24], also=[sparse, inputs[:12].astype(np.float32)])
    yield lab.case("interactions", PolynomialFeatures(3, interaction_only=True).fit(x), inputs[:24], also=[sparse])
    yield lab.case("sparse", PolynomialFeatures(2).fit(lab.sparse(x)), sparse, also=[inputs[:10]])
    high = lab.sparse(np.round(inputs[:20] / 10, 1))
    yield lab.case("quartic", PolynomialFeatures(4, interaction_only=True, include_bias=False).fit(x), inputs[:12], also=[high])
    yield lab.case("fourth", PolynomialFeatures(4).fit(x[:, :2]), inputs[:12, :2], also=[high[:, :2]])
    yield lab.case("linear", PolynomialFeatures(1).fit(x), inputs[:12], also=[sparse])
    if lab.version >= (0, 21):
        yield lab.case("fortran", PolynomialFeatures(2, order="F").fit(x), inputs[:12])
    if lab.version >= (1, 1):  # refused by NumPy before
        yield lab.case("constant", PolynomialFeatures(0).fit(x), inputs[:12])
    if lab.version >= (1, 0):
        yield lab.case("degrees", PolynomialFeatures((2, 3), include_bias=False).fit(x), inputs[:12], also=[sparse])
    people = lab.people(missing=False)[["age", "income", "visits"]]
    yield lab.case("table", PolynomialFeatures(2).fit(people), lab.people(20, seed=1, missing=False)[["age", "income", "visits"]], probe=True)

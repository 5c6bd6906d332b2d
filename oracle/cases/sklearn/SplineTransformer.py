import numpy as np
from sklearn.preprocessing import SplineTransformer


def cases(lab):
    x = lab.numbers(columns=3)
    inputs = lab.rows(x)
    # as float32 the extremes are at one side of the ends or the other, as NumPy compares them
    yield lab.case("default", SplineTransformer().fit(x), inputs[120:144], also=[inputs[:24]])
    for extrapolation in ("continue", "linear", "error", "periodic"):
        asked = np.clip(inputs[:20], x.min(axis=0), x.max(axis=0)) if extrapolation == "error" else inputs[:20]
        spline = SplineTransformer(n_knots=4, extrapolation=extrapolation)
        yield lab.case(extrapolation, spline.fit(x), asked, bad=[inputs[:9]] if extrapolation == "error" else [])
    yield lab.case("no_bias", SplineTransformer(degree=2, include_bias=False, knots="quantile").fit(x), inputs[:20])
    yield lab.case("steps", SplineTransformer(degree=0, n_knots=4).fit(x), inputs[:20])
    yield lab.case("line", SplineTransformer(degree=1, extrapolation="linear").fit(x), inputs[:20])
    if lab.version >= (1, 2):
        yield lab.case("sparse_output", SplineTransformer(sparse_output=True).fit(x), inputs[:24])
    if lab.version >= (1, 8):
        yield lab.case("missing", SplineTransformer(handle_missing="zeros").fit(lab.holes(x)), lab.holes(inputs[:24]))
    people = lab.people(missing=False)[["age", "income", "visits"]]
    yield lab.case("table", SplineTransformer(n_knots=3).fit(people), lab.people(20, seed=1, missing=False)[["age", "income", "visits"]], probe=True)

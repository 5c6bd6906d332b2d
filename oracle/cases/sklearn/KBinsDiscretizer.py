import numpy as np
from sklearn.preprocessing import KBinsDiscretizer


def cases(lab):
    x = lab.numbers(columns=3)
    inputs = lab.rows(x)
    plain = {"quantile_method": "linear"} if lab.version >= (1, 7) else {}
    default = KBinsDiscretizer(**plain).fit(x)
    near = np.vstack([np.resize(edges, 6) for edges in default.bin_edges_]).T
    near = np.vstack([near, near - 1e-9, near + 1e-9, near - 1e-7, near * (1 - 1e-6)])
    yield lab.case("default", default, inputs[:60], also=[near])
    ordinal = KBinsDiscretizer(4, encode="ordinal", strategy="uniform").fit(x)
    near = np.vstack([np.resize(edges, 5) for edges in ordinal.bin_edges_]).T
    yield lab.case("ordinal", ordinal, inputs[:50], also=[np.vstack([near, near - 1e-9, near * (1 - 1e-6)]), inputs[:12].astype(np.float32)])
    yield lab.case("dense", KBinsDiscretizer([2, 3, 4], encode="onehot-dense", strategy="uniform").fit(x), inputs[:40])
    yield lab.case("kmeans", KBinsDiscretizer(3, encode="onehot-dense", strategy="kmeans").fit(x), inputs[:30])
    flat = x.copy()
    flat[:, 1], flat[:60, 2] = 3.5, 0
    yield lab.case("constant", KBinsDiscretizer(4, encode="ordinal", **plain).fit(flat), inputs[:40])
    if lab.version >= (0, 24):
        single = KBinsDiscretizer(3, encode="onehot-dense", dtype=np.float32, **plain).fit(x)
        yield lab.case("float32", single, inputs[:30])
        half = KBinsDiscretizer(3, encode="ordinal", dtype=np.float64, strategy="uniform").fit(x.astype(np.float32))
        yield lab.case("float64", half, inputs[:30].astype(np.float32))
    people = lab.people(missing=False)[["age", "income", "visits"]]
    fitted = KBinsDiscretizer(3, encode="onehot-dense", strategy="uniform").fit(people)
    yield lab.case("table", fitted, lab.people(20, seed=1, missing=False)[["age", "income", "visits"]], probe=True)

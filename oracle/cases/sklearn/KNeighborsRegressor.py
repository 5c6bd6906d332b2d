import numpy as np
from sklearn.neighbors import KNeighborsRegressor

SKIP = ["kneighbors_graph"]


def cases(lab):
    x = lab.numbers(rows=64, columns=3)
    y = lab.target(x)
    inputs = lab.rows(x, 80)
    yield lab.case("default", KNeighborsRegressor(leaf_size=8).fit(x, y), inputs, skip=SKIP)
    coarse, near = np.round(x * 2) / 4, np.round(inputs * 2) / 4
    close = KNeighborsRegressor(4, weights="distance", algorithm="ball_tree", metric="chebyshev", leaf_size=4)
    yield lab.case("distance", close.fit(coarse, np.round(y).astype(int)), near[30:70], skip=SKIP)
    outputs = KNeighborsRegressor(3, weights="distance", algorithm="kd_tree", p=3)
    yield lab.case("outputs", outputs.fit(x, lab.target(x, outputs=2)), inputs[:40], skip=SKIP)
    small = KNeighborsRegressor(2, algorithm="brute")
    yield lab.case("float32", small.fit(coarse.astype(np.float32), y), near[30:60].astype(np.float32), also=[near[30:40]], skip=SKIP)
    apart = np.abs(x[:30, None] - x[None, :30]).sum(axis=2)
    asked = np.abs(inputs[40:60, None] - x[None, :30]).sum(axis=2)
    known = KNeighborsRegressor(3, metric="precomputed", algorithm="brute")
    yield lab.case("precomputed", known.fit(apart, y[:30]), asked, skip=SKIP)

import numpy as np
from sklearn.neighbors import RadiusNeighborsRegressor

SKIP = ["radius_neighbors_graph", "radius_neighbors"]


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    y = lab.target(x)
    inputs = lab.rows(x, 70)
    yield lab.case("default", RadiusNeighborsRegressor(2.5, leaf_size=8).fit(x, y), inputs, skip=SKIP)
    coarse, near = np.round(x * 2) / 4, np.round(inputs * 2) / 4
    ball = RadiusNeighborsRegressor(1.25, weights="distance", algorithm="ball_tree", metric="manhattan", leaf_size=5)
    yield lab.case("distance", ball.fit(coarse, y), near[:50], skip=SKIP)
    outputs = RadiusNeighborsRegressor(1.5, weights="distance", algorithm="brute")
    yield lab.case("outputs", outputs.fit(coarse, lab.target(x, outputs=2)), near[:50], skip=SKIP)

import numpy as np
from sklearn.neighbors import NearestNeighbors


def cases(lab):
    x = lab.numbers(rows=36, columns=3)
    inputs = lab.rows(x, 60)
    many = {"kneighbors": [{"n_neighbors": 37}]}  # of 36
    yield lab.case("default", NearestNeighbors(n_neighbors=4, radius=2.5, leaf_size=6).fit(x), inputs[:36], calls=many)
    coarse, near = np.round(x * 2) / 4, np.round(inputs * 2) / 4
    ball = NearestNeighbors(n_neighbors=3, radius=1.5, algorithm="ball_tree", metric="manhattan", leaf_size=4)
    yield lab.case("ball", ball.fit(coarse), near[25:40], calls={"radius_neighbors": [{"radius": 2.0}]})
    brute = NearestNeighbors(n_neighbors=5, radius=1.25, algorithm="brute")
    yield lab.case("brute", brute.fit(coarse), near[25:40])
    cubes = NearestNeighbors(n_neighbors=3, radius=2.0, algorithm="brute", p=3)
    yield lab.case("minkowski", cubes.fit(x), inputs[25:40])
    tilted = NearestNeighbors(n_neighbors=3, radius=2.0, algorithm="ball_tree", metric="seuclidean", metric_params={"V": np.array([1.0, 4.0, 0.25])})
    yield lab.case("seuclidean", tilted.fit(x), inputs[25:40])
    shares = NearestNeighbors(n_neighbors=3, algorithm="brute", metric="braycurtis")
    yield lab.case("braycurtis", shares.fit(x), inputs[30:40], skip=["kneighbors_graph", "radius_neighbors", "radius_neighbors_graph"])

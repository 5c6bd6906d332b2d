import numpy as np
from sklearn.neighbors import RadiusNeighborsTransformer

# search is asked in NearestNeighbors
SKIP = ["radius_neighbors_graph", "radius_neighbors"]


def cases(lab):
    x = lab.numbers(rows=40, columns=3)
    inputs = lab.rows(x, 40)
    yield lab.case("default", RadiusNeighborsTransformer(radius=2.0, leaf_size=6).fit(x), inputs, skip=SKIP)
    ones = RadiusNeighborsTransformer(radius=3.0, mode="connectivity", algorithm="brute", metric="manhattan")
    yield lab.case("connectivity", ones.fit(x), inputs, skip=SKIP)

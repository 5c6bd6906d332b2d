import numpy as np
from sklearn.neighbors import KNeighborsTransformer

# search is asked in NearestNeighbors
SKIP = ["kneighbors_graph", "kneighbors"]


def cases(lab):
    x = lab.numbers(rows=40, columns=3)
    inputs = lab.rows(x, 40)
    yield lab.case("default", KNeighborsTransformer(n_neighbors=4, leaf_size=6).fit(x), inputs, skip=SKIP)
    ones = KNeighborsTransformer(n_neighbors=3, mode="connectivity", algorithm="ball_tree", metric="manhattan")
    yield lab.case("connectivity", ones.fit(x), inputs, skip=SKIP)

import numpy as np
from sklearn.neighbors import KNeighborsClassifier

# search with a graph is asked in NearestNeighbors; here what the neighbors vote
SKIP = ["kneighbors_graph"]


def cases(lab):
    x, y = lab.classes(rows=64, columns=3, labels=("apple", "pear", "fig"))
    inputs = lab.rows(x, 90)
    yield lab.case("default", KNeighborsClassifier(leaf_size=8).fit(x, y), inputs, skip=SKIP)
    # quarters: sums of squares are exact, and many rows are equally far
    coarse = np.round(x * 2) / 4
    near = np.round(inputs * 2) / 4
    numbers = np.searchsorted(["apple", "fig", "pear"], y) * 2 + 1
    ball = KNeighborsClassifier(7, weights="distance", algorithm="ball_tree", leaf_size=5)
    yield lab.case("ball_ties", ball.fit(coarse, numbers), near[30:78], skip=SKIP)
    brute = KNeighborsClassifier(6, algorithm="brute")
    yield lab.case("brute_ties", brute.fit(coarse, numbers), near[30:78], calls={"kneighbors": [{"n_neighbors": 2}]}, skip=SKIP)
    both = np.array([[i % 3, 10 + i % 2] for i in range(len(x))])
    outputs = KNeighborsClassifier(4, p=1, weights="distance", leaf_size=6)
    yield lab.case("outputs", outputs.fit(coarse, both), near[:40], skip=SKIP)
    cosine = KNeighborsClassifier(3, metric="cosine", algorithm="brute")
    yield lab.case("cosine", cosine.fit(lab.sparse(x, 0.1), numbers * 1.0), lab.sparse(inputs[30:60], 0.1), also=[inputs[50:60]], skip=SKIP)

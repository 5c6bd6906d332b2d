import numpy as np
from sklearn.neighbors import RadiusNeighborsClassifier

# search is asked in NearestNeighbors; here what the neighbors vote
SKIP = ["radius_neighbors_graph", "radius_neighbors"]


def cases(lab):
    x, y = lab.classes(rows=60, columns=3, labels=("apple", "pear", "fig"))
    inputs = lab.rows(x, 70)
    inside = np.clip(inputs, x.min(axis=0), x.max(axis=0))
    yield lab.case("default", RadiusNeighborsClassifier(4.0, leaf_size=8).fit(x, y), inside, skip=SKIP)
    coarse, near = np.round(x * 2) / 4, np.round(inputs * 2) / 4
    numbers = np.searchsorted(["apple", "fig", "pear"], y) * 2 + 1
    ball = RadiusNeighborsClassifier(1.25, weights="distance", algorithm="ball_tree", leaf_size=5, outlier_label=3)
    yield lab.case("outliers", ball.fit(coarse, numbers), near[:50], skip=SKIP)
    brute = RadiusNeighborsClassifier(1.5, algorithm="brute", outlier_label=99, p=1)
    yield lab.case("unheard", brute.fit(coarse, numbers), near[:50], skip=SKIP)
    refusing = RadiusNeighborsClassifier(0.75, weights="distance", algorithm="brute")
    yield lab.case("refusing", refusing.fit(coarse, numbers), near[20:30], bad=[near[:8]], skip=SKIP)
    both = np.array([[i % 3, 10 + i % 2] for i in range(len(x))])
    outputs = RadiusNeighborsClassifier(2.0, algorithm="kd_tree", outlier_label=[1, 10] if lab.version >= (0, 22) else 10)
    yield lab.case("outputs", outputs.fit(coarse, both), near[:40] if lab.version >= (0, 22) else near[12:30], skip=SKIP)

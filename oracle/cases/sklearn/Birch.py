import numpy as np
from sklearn.cluster import Birch


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x, 70)
    yield lab.case("default", Birch(n_clusters=3, threshold=0.9).fit(x), inputs)
    yield lab.case("subclusters", Birch(n_clusters=None, threshold=1.4).fit(x), inputs[:40])
    yield lab.case("sparse", Birch(n_clusters=2, threshold=1.0).fit(lab.sparse(x)), lab.sparse(inputs[:40]), also=[inputs[:20]])

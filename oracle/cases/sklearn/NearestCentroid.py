import numpy as np
from sklearn.neighbors import NearestCentroid


def cases(lab):
    x, y = lab.classes(rows=60, columns=3, labels=("apple", "pear", "fig"))
    inputs = lab.rows(x, 90)
    yield lab.case("default", NearestCentroid().fit(x, y), inputs)
    yield lab.case("shrunk", NearestCentroid(shrink_threshold=0.3).fit(x, (y == "fig") * 1), inputs)
    yield lab.case("manhattan", NearestCentroid(metric="manhattan").fit(x, (y == "fig") * 2.0), inputs, also=[inputs[:20].astype(np.float32)])
    yield lab.case("sparse", NearestCentroid().fit(lab.sparse(x), y), lab.sparse(inputs[:60]), also=[inputs[:20]])

import numpy as np
from sklearn.cluster import BisectingKMeans


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x, 80)
    halves = lambda k, **more: BisectingKMeans(k, random_state=0, **more)
    yield lab.case("default", halves(4).fit(x), inputs)
    yield lab.case("largest", halves(5, bisecting_strategy="largest_cluster").fit(x), inputs[:40])
    yield lab.case("float32", halves(3).fit(x.astype(np.float32)), inputs[:40].astype(np.float32))
    yield lab.case("sparse", halves(3).fit(lab.sparse(x)), lab.sparse(inputs[:40]))

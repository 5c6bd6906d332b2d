import numpy as np
from sklearn.cluster import MeanShift


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x, 80)
    yield lab.case("default", MeanShift(bandwidth=2.0).fit(x), inputs)
    yield lab.case("orphans", MeanShift(bandwidth=1.0, cluster_all=False).fit(x), inputs[:40], also=[inputs[:20].astype(np.float32)])

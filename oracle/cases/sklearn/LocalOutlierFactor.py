import numpy as np
from sklearn.neighbors import LocalOutlierFactor

SKIP = ["kneighbors_graph", "kneighbors"]


def cases(lab):
    x = lab.numbers(rows=60, columns=3)
    inputs = lab.rows(x, 80)
    fixed = lambda n, **more: LocalOutlierFactor(n, novelty=True, contamination=0.1, **more)
    yield lab.case("default", fixed(10, leaf_size=8).fit(x), inputs, skip=SKIP)
    auto = LocalOutlierFactor(5, novelty=True, contamination="auto", algorithm="ball_tree", metric="manhattan")
    yield lab.case("auto", auto.fit(x), inputs[:50], skip=SKIP)
    coarse, near = np.round(x * 2) / 4, np.round(inputs * 2) / 4
    yield lab.case("duplicates", fixed(4, algorithm="brute").fit(np.vstack([coarse[:40], coarse[:6], coarse[:6]])), near[:50], skip=SKIP)
    yield lab.case("not_novelty", LocalOutlierFactor(4, contamination=0.1).fit(x), inputs[:5])

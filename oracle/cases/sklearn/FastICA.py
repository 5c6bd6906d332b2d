import numpy as np
from sklearn.decomposition import FastICA


def cases(lab):
    x = lab.numbers(rows=60, columns=4)
    inputs = lab.rows(x)
    few = inputs[:60]
    whiten = "unit-variance" if lab.version >= (1, 1) else True
    yield lab.case("default", FastICA(n_components=3, random_state=0, whiten=whiten, max_iter=2000).fit(x), inputs)
    other = "arbitrary-variance" if lab.version >= (1, 1) else True
    cubes = FastICA(n_components=2, random_state=0, whiten=other, fun="cube", max_iter=2000).fit(x)
    yield lab.case("arbitrary", cubes, few, also=[few[:20].astype(np.float32)])
    centered = (x - x.mean(axis=0)) / x.std(axis=0)
    yield lab.case("as_it_is", FastICA(random_state=0, whiten=False, max_iter=2000).fit(centered), few)

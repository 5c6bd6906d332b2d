import numpy as np
from sklearn.decomposition import IncrementalPCA


def cases(lab):
    x = lab.numbers(rows=60, columns=5)
    inputs = lab.rows(x)
    few = inputs[:60]
    yield lab.case("default", IncrementalPCA(n_components=2, batch_size=20).fit(x), inputs)
    yield lab.case("whiten", IncrementalPCA(n_components=3, whiten=True, batch_size=15).fit(x), few, also=[few[:20].astype(np.float32)])
    yield lab.case("partial", IncrementalPCA(n_components=2).partial_fit(x[:30]).partial_fit(x[30:]), few)

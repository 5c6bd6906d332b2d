import numpy as np
from sklearn.impute import KNNImputer


def cases(lab):
    x = lab.holes(lab.numbers(rows=50, columns=4), share=0.15)
    inputs = lab.holes(lab.rows(x, 70), share=0.2)
    inputs[3] = np.nan
    yield lab.case("default", KNNImputer(n_neighbors=3).fit(x), inputs)
    yield lab.case("distance", KNNImputer(n_neighbors=4, weights="distance").fit(x), inputs[:50])
    empty = x.copy()
    empty[:, 1] = np.nan
    yield lab.case("indicator", KNNImputer(n_neighbors=2, add_indicator=True).fit(empty), inputs[:30])
    if lab.version >= (1, 2):
        yield lab.case("keep_empty", KNNImputer(n_neighbors=2, keep_empty_features=True).fit(empty), inputs[:30])
    marked = np.where(np.isnan(x), -1.0, x)
    yield lab.case("marked", KNNImputer(n_neighbors=2, missing_values=-1.0).fit(marked), np.where(np.isnan(inputs), -1.0, inputs)[:30])
    yield lab.case("float32", KNNImputer(n_neighbors=2).fit(x.astype(np.float32)), inputs[:30].astype(np.float32))

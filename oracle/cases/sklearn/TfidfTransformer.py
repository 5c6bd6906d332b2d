import numpy as np
from scipy import sparse
from sklearn.feature_extraction.text import TfidfTransformer


def cases(lab):
    counts = lab.random().poisson(0.7, (70, 5)).astype(float)
    rows = lab.random(1).poisson(0.7, (208, 5)).astype(float)
    yield lab.case("default", TfidfTransformer().fit(sparse.csr_matrix(counts)), rows, probe=True)
    yield lab.case("sublinear", TfidfTransformer(sublinear_tf=True, norm="l1", smooth_idf=False).fit(counts), sparse.csr_matrix(rows))
    yield lab.case("plain", TfidfTransformer(use_idf=False, norm=None).fit(counts), rows.astype(np.int64))
    yield lab.case("float32", TfidfTransformer().fit(sparse.csr_matrix(counts.astype(np.float32))), sparse.csr_matrix(rows.astype(np.float32)))

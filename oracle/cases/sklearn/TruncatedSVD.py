import numpy as np
from sklearn.decomposition import TruncatedSVD


def cases(lab):
    x = lab.numbers(rows=60, columns=6)
    inputs = lab.rows(x)
    few = inputs[:60]
    yield lab.case("default", TruncatedSVD(n_components=3, random_state=0).fit(x), inputs)
    yield lab.case("sparse", TruncatedSVD(n_components=2, random_state=0).fit(lab.sparse(x)), lab.sparse(few), also=[few[:20]])
    yield lab.case("arpack", TruncatedSVD(n_components=2, algorithm="arpack", random_state=0).fit(x), few)
    yield lab.case("float32", TruncatedSVD(random_state=0).fit(x.astype(np.float32)), few.astype(np.float32), also=[few[:20]])

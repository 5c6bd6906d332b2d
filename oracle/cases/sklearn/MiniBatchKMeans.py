import numpy as np
from sklearn.cluster import MiniBatchKMeans


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    means = lambda k, **more: MiniBatchKMeans(k, n_init=2, batch_size=30, random_state=0, **more)
    inputs = lab.rows(x, 80)
    yield lab.case("default", means(3).fit(x), inputs)
    yield lab.case("float32", means(4).fit(x.astype(np.float32)), inputs[:40].astype(np.float32))
    yield lab.case("sparse", means(3).fit(lab.sparse(x)), lab.sparse(inputs[:40]), also=[inputs[:20]])

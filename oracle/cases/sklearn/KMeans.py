import numpy as np
from sklearn.cluster import KMeans


def cases(lab):
    x, _ = lab.classes()
    means = lambda k, **more: KMeans(k, n_init=2, random_state=0, **more)
    inputs = lab.rows(x)
    model = means(3).fit(x)
    # rows halfway between two centers, and the centers themselves
    centers = model.cluster_centers_
    ties = np.vstack([centers, (centers[:1] + centers[1:]) / 2, np.zeros((1, x.shape[1]))])
    yield lab.case("default", model, np.vstack([ties, inputs]))
    yield lab.case("elkan", means(5, algorithm="elkan", init="random").fit(x), inputs)
    yield lab.case("float32", means(4).fit(x.astype(np.float32)), inputs.astype(np.float32), also=[inputs[:40]])
    yield lab.case("sparse", means(3).fit(lab.sparse(x)), lab.sparse(inputs), also=[inputs[:40]])
    yield lab.case("one_cluster", means(1).fit(x[:, :1]), inputs[:, :1])

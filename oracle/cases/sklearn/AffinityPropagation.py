import numpy as np
from sklearn.cluster import AffinityPropagation


def cases(lab):
    x, _ = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x, 80)
    more = dict(random_state=0) if lab.version >= (0, 24) else {}
    yield lab.case("default", AffinityPropagation(preference=-20, **more).fit(x), inputs)
    apart = -((x[:20, None] - x[None, :20]) ** 2).sum(axis=2)
    yield lab.case("precomputed", AffinityPropagation(affinity="precomputed", **more).fit(apart), apart[:5])

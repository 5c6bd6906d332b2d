import numpy as np
from sklearn.preprocessing import MaxAbsScaler


def cases(lab):
    x = lab.numbers(columns=4)
    x[:, 3] = 0  # its scale becomes 1
    inputs = lab.rows(x)
    sparse = lab.sparse(inputs[:40])
    yield lab.case("default", MaxAbsScaler().fit(x), inputs[:70], also=[lab.holes(inputs[:30])])
    yield lab.case("sparse", MaxAbsScaler().fit(lab.sparse(x)), sparse, also=[inputs[:30]], inputs={"inverse_transform": sparse})
    yield lab.case("float32", MaxAbsScaler().fit(x.astype(np.float32)), inputs[:60].astype(np.float32), also=[inputs[:30]])
    if lab.version >= (1, 8):
        yield lab.case("clip", MaxAbsScaler(clip=True).fit(x), inputs[:60], also=[sparse])
    people = lab.people()[["age", "income", "visits"]]
    yield lab.case("table", MaxAbsScaler().fit(people), lab.people(60, seed=1)[["age", "income", "visits"]], probe=True)

import numpy as np
from sklearn.preprocessing import MinMaxScaler


def cases(lab):
    x = lab.numbers(columns=4)
    x[:, 3] = 7.25  # constant: its range becomes 1
    inputs = lab.rows(x)
    yield lab.case("default", MinMaxScaler().fit(x), inputs[:36], also=[lab.holes(inputs[:30])])
    yield lab.case("range", MinMaxScaler(feature_range=(-2, 0.5)).fit(x), inputs[:36])
    yield lab.case("float32", MinMaxScaler().fit(x.astype(np.float32)), inputs[:36].astype(np.float32), also=[inputs[:30]])
    if lab.version >= (0, 24):
        clipped = MinMaxScaler(feature_range=(0.1, 0.9), clip=True).fit(x)
        yield lab.case("clip", clipped, inputs[:36], also=[lab.holes(inputs[:20]), inputs[:30].astype(np.float32)])
    people = lab.people()[["age", "income", "visits"]]
    yield lab.case("table", MinMaxScaler().fit(people), lab.people(60, seed=1)[["age", "income", "visits"]], probe=True)

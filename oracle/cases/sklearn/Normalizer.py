import numpy as np
from sklearn.preprocessing import Normalizer


def cases(lab):
    x = lab.numbers(columns=4)
    inputs = lab.rows(x)
    sparse = lab.sparse(inputs[:40])
    yield lab.case("default", Normalizer().fit(x), inputs[:40], also=[sparse])
    yield lab.case("l1", Normalizer(norm="l1").fit(x), inputs[:40], also=[sparse, inputs[:30].astype(np.float32)])
    yield lab.case("max", Normalizer(norm="max").fit(x), inputs[:40], also=[sparse, inputs[:30].astype(np.float32)])
    people = lab.people(missing=False)[["age", "income", "visits"]]
    table = lab.people(60, seed=1, missing=False)[["age", "income", "visits"]]
    yield lab.case("table", Normalizer().fit(people), table, probe=True)

import numpy as np
from sklearn.preprocessing import Binarizer


def cases(lab):
    x = lab.numbers(columns=4)
    inputs = lab.rows(x)
    sparse = lab.sparse(inputs[:40])
    yield lab.case("default", Binarizer().fit(x), inputs[:120], also=[sparse])
    yield lab.case("threshold", Binarizer(threshold=0.37).fit(x), inputs[:60], also=[sparse, inputs[:30].astype(np.float32), np.rint(inputs[:20]).astype(int)])
    yield lab.case("negative", Binarizer(threshold=-0.5).fit(x), inputs[:60], bad=[sparse])
    people = lab.people(missing=False)[["age", "income", "visits"]]
    table = lab.people(60, seed=1, missing=False)[["age", "income", "visits"]]
    yield lab.case("table", Binarizer(threshold=30).fit(people), table, probe=True)

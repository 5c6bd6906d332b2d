import numpy as np
from sklearn.preprocessing import QuantileTransformer


def cases(lab):
    x = np.round(lab.numbers(columns=3), 1)
    x[:40, 2] = 0.5  # quantiles that repeat
    inputs = lab.rows(x)
    inputs[30:40] = x[:10]
    yield lab.case("default", QuantileTransformer(n_quantiles=20).fit(x), inputs[:60], also=[lab.holes(inputs[:20])])
    yield lab.case("normal", QuantileTransformer(n_quantiles=20, output_distribution="normal").fit(x), inputs[:50])
    yield lab.case("float32", QuantileTransformer(n_quantiles=11).fit(x.astype(np.float32)), inputs[:30].astype(np.float32))
    sparse = lab.sparse(np.abs(x))
    rows = lab.sparse(np.abs(inputs[:40]))
    yield lab.case("sparse", QuantileTransformer(n_quantiles=15).fit(sparse), rows, bad=[lab.sparse(inputs[:20])])
    stored = QuantileTransformer(n_quantiles=15, ignore_implicit_zeros=True)
    yield lab.case("stored", stored.fit(lab.sparse(x)), lab.sparse(inputs[:30]))
    many = QuantileTransformer(n_quantiles=200 if lab.version < (0, 21) else 90, output_distribution="normal")
    yield lab.case("many", many.fit(x[:, :2]), inputs[:30, :2])
    people = lab.people()[["age", "income", "visits"]]
    table = lab.people(30, seed=1)[["age", "income", "visits"]]
    yield lab.case("table", QuantileTransformer(n_quantiles=12).fit(people), table, probe=True)

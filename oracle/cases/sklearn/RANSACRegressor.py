from sklearn.linear_model import RANSACRegressor, Ridge


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    y[::9] += 40
    inputs = lab.rows(x)
    yield lab.case("default", RANSACRegressor(random_state=0).fit(x, y), inputs)
    base = {"estimator" if lab.version >= (1, 1) else "base_estimator": Ridge(alpha=0.1)}
    yield lab.case("ridge", RANSACRegressor(random_state=0, min_samples=20, **base).fit(x, y), inputs[:200])
    yield lab.case("multi_output", RANSACRegressor(random_state=0).fit(x, lab.target(x, outputs=2)), inputs[:200])
    people = lab.people(missing=False)[["age", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "visits"]]
    yield lab.case("table", RANSACRegressor(random_state=0).fit(people, people["age"] * 2 + people["visits"]), rows, probe=True)

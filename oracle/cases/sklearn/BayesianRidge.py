from sklearn.linear_model import BayesianRidge


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", BayesianRidge().fit(x, y), inputs)
    yield lab.case("no_intercept", BayesianRidge(fit_intercept=False).fit(x, y), inputs[:200])
    if lab.version < (1, 2):
        yield lab.case("normalized", BayesianRidge(normalize=True).fit(x, y), inputs[:200])
    people = lab.people(missing=False)[["age", "income", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "income", "visits"]]
    yield lab.case("table", BayesianRidge().fit(people, people["age"] * 2 + people["visits"]), rows)

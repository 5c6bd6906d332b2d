from sklearn.linear_model import LinearRegression


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", LinearRegression().fit(x, y), inputs)
    yield lab.case("no_intercept", LinearRegression(fit_intercept=False).fit(x, y), inputs)
    yield lab.case("multi_output", LinearRegression().fit(x, lab.target(x, outputs=2)), inputs)
    yield lab.case("column_target", LinearRegression().fit(x, y[:, None]), inputs)  # answers a column, too
    yield lab.case("sparse", LinearRegression().fit(lab.sparse(x), y), lab.sparse(inputs))
    if lab.version >= (0, 24):
        yield lab.case("positive", LinearRegression(positive=True).fit(x, y), inputs)
    people = lab.people(missing=False)[["age", "income", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "income", "visits"]]
    yield lab.case("table", LinearRegression().fit(people, people["age"] * 2 + people["visits"]), rows, probe=True)

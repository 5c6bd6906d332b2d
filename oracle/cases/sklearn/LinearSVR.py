from sklearn.svm import LinearSVR


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", LinearSVR(random_state=0, C=0.3).fit(x, y), inputs)
    yield lab.case("no_intercept", LinearSVR(random_state=0, loss="squared_epsilon_insensitive", fit_intercept=False).fit(x, y), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", LinearSVR(random_state=0, C=0.3).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])

from sklearn.linear_model import SGDOneClassSVM


def cases(lab):
    x = lab.numbers(columns=3) / 5
    inputs = lab.rows(x)
    yield lab.case("default", SGDOneClassSVM(random_state=0, nu=0.2).fit(x), inputs)
    yield lab.case("average", SGDOneClassSVM(random_state=0, nu=0.5, average=True, fit_intercept=False).fit(x), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", SGDOneClassSVM(random_state=0).fit(rare), lab.sparse(inputs[:200]), also=[inputs[:20]])

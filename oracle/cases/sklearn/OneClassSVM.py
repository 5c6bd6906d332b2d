from sklearn.svm import OneClassSVM


def cases(lab):
    x = lab.numbers(rows=80) / 3
    inputs = lab.rows(x)
    make = lambda **more: OneClassSVM(**dict(dict(gamma="scale", nu=0.2), **more))
    yield lab.case("default", make().fit(x), inputs)
    yield lab.case("linear", make(kernel="linear").fit(x), inputs[:200])
    yield lab.case("poly", make(kernel="poly", degree=2, coef0=1.0, gamma=0.1).fit(x), inputs[:200])
    rare = lab.sparse(x)
    yield lab.case("sparse", make(kernel="sigmoid", gamma=0.1).fit(rare), lab.sparse(inputs[:200]), also=[inputs[:20]])

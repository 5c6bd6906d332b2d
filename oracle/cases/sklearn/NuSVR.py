from sklearn.svm import NuSVR


def cases(lab):
    x = lab.numbers(rows=70) / 3
    y = lab.target(x)
    inputs = lab.rows(x)
    make = lambda **more: NuSVR(**dict(dict(gamma="scale", nu=0.4), **more))
    yield lab.case("default", make().fit(x, y), inputs)
    yield lab.case("poly", make(kernel="poly", degree=3, coef0=0.5, gamma=0.05).fit(x, y), inputs[:200])
    yield lab.case("sigmoid", make(kernel="sigmoid", gamma=0.01).fit(x, y), inputs[:200])
    yield lab.case("linear", make(kernel="linear").fit(x, y), inputs[:200])
    products = lambda a: a.dot(x[:24].T)
    yield lab.case("precomputed", make(kernel="precomputed").fit(products(x[:24]), y[:24]), products(inputs[:30]))
    rare = lab.sparse(x)
    yield lab.case("sparse", make().fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])

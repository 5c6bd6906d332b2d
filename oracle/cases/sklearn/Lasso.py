from sklearn.linear_model import Lasso


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", Lasso(alpha=0.05).fit(x, y), inputs)
    yield lab.case("no_intercept", Lasso(alpha=0.01, fit_intercept=False).fit(x, y), inputs[:200])
    yield lab.case("multi_output", Lasso(alpha=0.05).fit(x, lab.target(x, outputs=2)), inputs[:200])
    rare = lab.sparse(x)
    holed = lab.sparse(lab.holes(inputs[:3], share=0.5), share=0.1)
    yield lab.case("sparse", Lasso(alpha=0.05).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]], bad=[rare[:3, :-1], holed])

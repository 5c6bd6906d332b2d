from sklearn.linear_model import Ridge


def cases(lab):
    x = lab.numbers()
    y = lab.target(x)
    inputs = lab.rows(x)
    yield lab.case("default", Ridge(alpha=0.5).fit(x, y), inputs)
    yield lab.case("no_intercept", Ridge(fit_intercept=False, alpha=2.0).fit(x, y), inputs[:200])
    yield lab.case("multi_output", Ridge(alpha=0.5).fit(x, lab.target(x, outputs=2)), inputs[:200])
    rare = lab.sparse(x)
    holed = lab.sparse(lab.holes(inputs[:3], share=0.5), share=0.1)
    drawn = {"random_state": 0} if lab.version < (0, 22) else {}  # its solver for sparse rows draws them at random
    yield lab.case("sparse", Ridge(alpha=0.5, **drawn).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]], bad=[rare[:3, :-1], holed])

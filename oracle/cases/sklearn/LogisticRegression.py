import numpy as np
from sklearn.linear_model import LogisticRegression


def cases(lab):
    x, y = lab.classes()
    inputs = lab.rows(x)
    yield lab.case("default", LogisticRegression(solver="lbfgs", C=0.5).fit(x, y == 1), inputs)
    words = np.array(["no", "maybe", "yes"])[y]
    if lab.version < (1, 8):  # the parameter is gone
        for how in ("ovr", "multinomial"):
            yield lab.case(how, LogisticRegression(solver="lbfgs", multi_class=how).fit(x, words), inputs)
        yield lab.case("multinomial_binary", LogisticRegression(solver="lbfgs", multi_class="multinomial").fit(x, y > 0), inputs)
    if lab.version >= (0, 22):
        yield lab.case("three", LogisticRegression().fit(x, words), inputs)
    if lab.version < (1, 8):
        yield lab.case("liblinear", LogisticRegression(solver="liblinear", intercept_scaling=2.0).fit(x, y), inputs)
    yield lab.case("l1", LogisticRegression(penalty="l1", solver="saga", C=0.2, max_iter=300, random_state=0).fit(x, y - 1.0), inputs)
    wide = lab.sparse(lab.numbers(columns=12, seed=5))
    sparse_inputs = lab.sparse(lab.rows(wide.toarray()))
    model = LogisticRegression(solver="liblinear").fit(wide, y == 2).sparsify()
    yield lab.case("sparse", model, sparse_inputs, also=[sparse_inputs[:40].toarray()])
    yield lab.case("no_intercept", LogisticRegression(solver="lbfgs", fit_intercept=False).fit(x, y == 0), inputs)
    people = lab.people(missing=False)[["age", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "visits"]]
    yield lab.case("table", LogisticRegression(solver="lbfgs").fit(people, people["age"] > 40), rows, probe=True)

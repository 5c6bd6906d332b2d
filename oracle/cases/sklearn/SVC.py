import numpy as np
from sklearn.svm import SVC


def cases(lab):
    x, y = lab.classes(rows=66)
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    make = lambda **more: SVC(**dict(dict(gamma="scale"), **more))
    yield lab.case("default", make().fit(x, words), inputs)
    # probability is deprecated, and still there
    yield lab.case("two_classes", make(probability=True, random_state=0, C=0.7).fit(x, y == 1), inputs[:200])
    x4, y4 = lab.classes(rows=60, labels=(3, 5, 8, 9), seed=4)
    four = make(kernel="poly", degree=2, coef0=1.0, probability=True, random_state=0, decision_function_shape="ovo")
    yield lab.case("four_classes", four.fit(x4, y4), lab.rows(x4)[:200])
    yield lab.case("sigmoid", make(kernel="sigmoid", gamma=0.1, coef0=-0.2).fit(x / 3, y - 1.0), inputs[:64] / 3)
    yield lab.case("linear", make(kernel="linear", C=0.3).fit(x, y), inputs[:100])
    if lab.version >= (0, 22):
        yield lab.case("break_ties", make(break_ties=True, gamma="auto").fit(np.round(x), y), np.round(inputs[:100]))
    products = lambda a: np.round((a.dot(x[:24].T) + 1) ** 2, 1)
    yield lab.case("precomputed", make(kernel="precomputed").fit(products(x[:24]), y[:24]), products(inputs[:40]), probe=True)
    rare = lab.sparse(x)
    yield lab.case("sparse", make(probability=True, random_state=0).fit(rare, y), lab.sparse(inputs[:200]), also=[inputs[:20]])
    yield lab.case("sparse_poly", make(kernel="poly", coef0=0.5).fit(rare, y > 0), lab.sparse(inputs[:64]))
    people = lab.people(missing=False)[["age", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "visits"]]
    yield lab.case("table", make().fit(people, people["age"] > 40), rows[:64], probe=True)

import numpy as np
from sklearn.linear_model import LogisticRegressionCV


def cases(lab):
    x, y = lab.classes()
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    # what 1.9 and later ask to be said, since defaults change
    said = {"use_legacy_attributes": False} if lab.version >= (1, 8) else {}
    make = lambda **more: LogisticRegressionCV(Cs=3, cv=3, max_iter=300, **dict(said, **more))
    yield lab.case("default", make(solver="lbfgs").fit(x, y == 1), inputs)
    if lab.version >= (0, 22):
        yield lab.case("three", make().fit(x, words), inputs[:80])
    if lab.version < (1, 8):
        for how in ("ovr", "multinomial"):
            yield lab.case(how, make(multi_class=how, solver="lbfgs").fit(x, y), inputs[:80])
        yield lab.case("liblinear", make(solver="liblinear", multi_class="ovr").fit(lab.sparse(x), y * 2), lab.sparse(inputs[:80]))

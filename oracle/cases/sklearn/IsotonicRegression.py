import numpy as np
from sklearn.isotonic import IsotonicRegression


def cases(lab):
    x = lab.numbers(rows=60, columns=1)[:, 0]
    y = np.round(x**3 / 4 + lab.random().normal(size=60), 2)
    inputs = lab.rows(x[:, None])[:, 0]
    inside = inputs.clip(x.min(), x.max())
    yield lab.case("default", IsotonicRegression().fit(x, y), inputs, bad=[inputs[:6].reshape(3, 2), lab.holes(inputs[:9], share=0.5)])
    falling = IsotonicRegression(increasing=False, out_of_bounds="clip", y_min=-3, y_max=2)
    yield lab.case("clip", falling.fit(x, -y), inputs, also=[np.rint(inputs[:9]).astype(np.int64)])
    yield lab.case("raise", IsotonicRegression(out_of_bounds="raise", increasing="auto").fit(x, y), inside, bad=[inputs[:30], inputs[4:9]])
    yield lab.case("one_point", IsotonicRegression(out_of_bounds="clip").fit(x[:1], y[:1]), inputs[:20])
    if lab.version >= (0, 24):
        yield lab.case("column", IsotonicRegression(out_of_bounds="clip").fit(x[:, None], y), inputs[:40, None])
    single = IsotonicRegression(out_of_bounds="clip").fit(x.astype(np.float32), y.astype(np.float32))
    yield lab.case("float32", single, inputs[:60].astype(np.float32), also=[inputs[:60]])

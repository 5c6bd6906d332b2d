import numpy as np
from sklearn.feature_selection import SelectPercentile, f_classif


def cases(lab):
    x, y = lab.classes(columns=6)
    inputs = lab.rows(x)[:60]
    yield lab.case("default", SelectPercentile(percentile=40).fit(x, y), inputs)
    yield lab.case("all", SelectPercentile(percentile=100).fit(x, y), inputs[:20])
    twice = np.hstack([x[:, :3], x[:, :3], np.zeros((len(x), 1))])
    for percentile in (25, 50, 60):
        with np.errstate(all="ignore"):
            ties = SelectPercentile(f_classif, percentile=percentile).fit(twice, y)
        yield lab.case("ties%d" % percentile, ties, lab.rows(twice)[:20])

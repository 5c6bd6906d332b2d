"""OneHotEncoder of integers counted from 0: the only mode before 0.20, a deprecated one in 0.20 and 0.21; an ordinary encoder since."""
import numpy as np
from sklearn.preprocessing import OneHotEncoder


def cases(lab):
    legacy = lab.version < (0, 22)
    codes = np.column_stack([np.arange(60) % 5, np.arange(60) % 3 * 2])
    inside = codes[np.arange(40) * 7 % 60]
    beyond = np.array([[3, 5], [9, 2], [1, 1]])
    # no probes: texts would be refused in the order of a set
    wrong = [beyond, -beyond, beyond[:, :1], inside + 0.5, beyond[:, :0], beyond[:0], beyond[None], beyond[0]]
    yield lab.case("default", OneHotEncoder().fit(codes), inside, bad=wrong, probe=False)
    if legacy:
        yield lab.case("ignore", OneHotEncoder(n_values=[6, 5], handle_unknown="ignore").fit(codes), inside, also=[beyond])
        yield lab.case("count", OneHotEncoder(n_values=7, sparse=False, dtype=np.float32).fit(codes), inside)
        # what is left beside the chosen columns is not turned back
        wide = np.column_stack([codes[:, 0], np.arange(60) / 4, codes[:, 1]])
        yield lab.case("some", OneHotEncoder(categorical_features=[0, 2]).fit(wide), wide[:30], skip=["inverse_transform"])
        mask = np.array([False, False, True])
        yield lab.case("mask", OneHotEncoder(categorical_features=mask, sparse=False).fit(wide), wide[:30], skip=["inverse_transform"])

import numpy as np
from sklearn.feature_extraction.text import HashingVectorizer


def cases(lab):
    seen = lab.texts()
    rows = lab.texts(120, seed=1)
    yield lab.case("default", HashingVectorizer(n_features=2**18).fit(seen), rows, probe=True)
    few = HashingVectorizer(n_features=7, norm=None, alternate_sign=False, ngram_range=(1, 2))
    yield lab.case("few", few.fit(seen), rows)
    chars = HashingVectorizer(n_features=50, analyzer="char_wb", ngram_range=(2, 4), norm="l1", dtype=np.float32)
    yield lab.case("chars", chars.fit(seen), rows)
    yield lab.case("binary", HashingVectorizer(n_features=11, binary=True, strip_accents="unicode").fit(seen), rows)

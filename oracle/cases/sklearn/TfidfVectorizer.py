import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer


def cases(lab):
    seen = lab.texts()
    rows = lab.texts(208, seed=1)
    yield lab.case("default", TfidfVectorizer().fit(seen), rows, bad=[[None, "a cat"], [["a", "cat"]]])
    words = TfidfVectorizer(stop_words="english", ngram_range=(1, 2), max_features=40, strip_accents="unicode")
    yield lab.case("bigrams", words.fit(seen), rows)
    chars = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 3), max_features=60, sublinear_tf=True, norm="l1")
    yield lab.case("char_wb", chars.fit(seen), rows)
    plain = TfidfVectorizer(analyzer="char", ngram_range=(1, 2), max_features=50, lowercase=False, strip_accents="ascii", use_idf=False)
    yield lab.case("char", plain.fit(seen), rows)
    pattern = TfidfVectorizer(token_pattern=r"(?u)[^\W_]+|[:!?]", min_df=2, max_df=0.8, smooth_idf=False, norm=None, binary=True)
    yield lab.case("pattern", pattern.fit(seen), rows)
    fixed = TfidfVectorizer(vocabulary={"cat": 1, "on": 0, "mat": 2}, stop_words=["on"], dtype=np.float32)
    yield lab.case("vocabulary", fixed.fit(seen), rows)

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer


def cases(lab):
    seen = lab.texts()
    rows = lab.texts(60, seed=1) + ["\u03a3\u0391\u03a3 \u039f\u0394\u039f\u03a3 \u0130stanbul", "x\u200by a\u0301b \u2460\u2461 \u00bd\u00bc", "\U0001d504\U0001d505 \U0001f600 \U0001f600\U0001f601"]
    yield lab.case("default", CountVectorizer().fit(seen), rows, probe=True)
    yield lab.case("binary", CountVectorizer(binary=True, dtype=np.float32, lowercase=False).fit(seen), rows)
    yield lab.case("grams", CountVectorizer(ngram_range=(2, 3), stop_words=["the", "a", "on"]).fit(seen), rows)
    yield lab.case("chars", CountVectorizer(analyzer="char", ngram_range=(1, 3), max_features=30).fit(rows), rows)
    yield lab.case("words", CountVectorizer(analyzer="char_wb", ngram_range=(3, 5), max_features=30).fit(rows), rows)
    group = CountVectorizer(token_pattern=r"(?:^|\s)([^\W\d]\w*)|\d+(?=;|$)")
    yield lab.case("group", group.fit(seen), rows)
    listed = CountVectorizer(vocabulary=["mat", "cat", "on"], token_pattern=r"(?i)[a-z]+")
    yield lab.case("listed", listed.fit(seen), rows)

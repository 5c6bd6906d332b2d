import numpy as np
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, make_pipeline, make_union
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    scale = lambda **options: StandardScaler(**options)
    yield lab.case("default", FeatureUnion([("a", scale()), ("b", scale(with_mean=False))]).fit(x), inputs)
    dropped = "drop" if lab.version >= (0, 20) else None
    weighted = FeatureUnion([("a", scale()), ("gone", dropped), ("b", scale(with_std=False))], transformer_weights={"a": 0.5, "b": 10})
    yield lab.case("weights", weighted.fit(x), inputs[:24], also=[inputs[:9].astype(np.float32)])
    counts = np.rint(np.abs(x)).astype(int)
    mixture = FeatureUnion([("hot", OneHotEncoder(categories="auto", handle_unknown="ignore")), ("dense", scale())], transformer_weights={"hot": 3})
    yield lab.case("mixture", mixture.fit(counts), np.rint(np.abs(inputs[:20])).astype(int), also=[inputs[:9]])
    seen = lab.texts()
    texts = make_union(CountVectorizer(max_features=9), TfidfVectorizer(analyzer="char", max_features=6))
    yield lab.case("text", texts.fit(seen), lab.texts(20, seed=1))
    inner = make_union(scale(), make_pipeline(scale(), scale(with_std=False)))
    yield lab.case("in_a_pipeline", make_pipeline(inner, LogisticRegression(solver="lbfgs")).fit(x, y), inputs[:30])
    yield lab.case("nothing", FeatureUnion([("a", dropped)]).fit(x), inputs[:20])
    if lab.version >= (1, 1):
        yield lab.case("passthrough", FeatureUnion([("same", "passthrough"), ("a", scale())]).fit(x), inputs[:20])
    if lab.version >= (1, 2):
        people, rows = (lab.people(n, seed=n, missing=False)[["age", "income", "visits"]] for n in (60, 208))
        framed = FeatureUnion([("a", scale()), ("b", scale(with_mean=False))]).set_output(transform="pandas")
        yield lab.case("pandas", framed.fit(people), rows[:20])
    if lab.version >= (1, 5):
        plain = FeatureUnion([("a", scale()), ("b", make_pipeline(scale(), scale()))], verbose_feature_names_out=False)
        yield lab.case("same_names", plain.fit(x), inputs[:10])

import numpy as np
from sklearn.feature_extraction import FeatureHasher


def cases(lab):
    random = lab.random()
    people = lab.people(60, seed=1, missing=False).to_dict("records")
    rows = [{key: value if isinstance(value, str) else float(value) for key, value in row.items()} for row in people]
    rows[4] = {}
    rows[5] = {"a": 0.0, "b": -2.5}
    yield lab.case("default", FeatureHasher(n_features=64).fit(rows), rows)
    words = ["b", "straße", "a", "東京", "x y"]
    lists = [[words[k] for k in random.randint(0, 5, random.randint(0, 4))] for _ in range(60)]
    yield lab.case("strings", FeatureHasher(n_features=10, input_type="string", alternate_sign=False).fit(lists), lists)
    pairs = [[[word, 1.5 * k] for k, word in enumerate(row)] for row in lists]
    yield lab.case("pairs", FeatureHasher(n_features=2**18, input_type="pair", dtype=np.float32).fit(pairs), pairs)

import numpy as np
from sklearn.feature_extraction import DictVectorizer


def cases(lab):
    people = lab.people(40, missing=False).to_dict("records")
    plain = lambda rows: [{key: value if isinstance(value, str) else float(value) for key, value in row.items()} for row in rows]
    seen = plain(people)
    rows = plain(lab.people(60, seed=1, missing=False).to_dict("records"))
    rows[3] = {"age": 3.0, "unheard": 1.0, "city": "Atlantis"}
    rows[4] = {}
    yield lab.case("default", DictVectorizer().fit(seen), rows, bad=[[]])
    yield lab.case("dense", DictVectorizer(sparse=False, dtype=np.float32, separator=": ", sort=False).fit(seen), rows)
    if lab.version >= (0, 24):
        tags = [{"tags": ["a", "b"][: i % 3], "n": i % 5} for i in range(40)]
        yield lab.case("lists", DictVectorizer().fit(tags), tags)

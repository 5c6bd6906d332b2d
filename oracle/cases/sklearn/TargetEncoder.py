import numpy as np
from sklearn.preprocessing import TargetEncoder


def cases(lab):
    people = lab.people()
    words = people[["city", "plan"]].to_numpy(dtype=object)
    rows = lab.people(208, seed=1)[["city", "plan"]].to_numpy(dtype=object)
    unseen = rows[:24].copy()
    unseen[::3, 0] = "Atlantis"
    income = people["income"].to_numpy() / 1e4
    encoder = lambda **settings: TargetEncoder(random_state=0, **settings)
    yield lab.case("default", encoder().fit(words, income), rows, also=[unseen], bad=[unseen[:, :1]], probe=True)
    yield lab.case("binary", encoder(smooth=5.0).fit(words, np.where(people["member"], "yes", "no")), rows[:60])
    yield lab.case("table", encoder().fit(people[["plan", "age", "member"]], income), lab.people(60, seed=2)[["plan", "age", "member"]])
    if lab.version >= (1, 4):
        several = encoder(target_type="multiclass")
        yield lab.case("multiclass", several.fit(words, people["visits"] % 3), rows[:60], also=[unseen])
        yield lab.case("multiclass_table", encoder().fit(people[["plan", "city"]], np.array(["a", "b", "c"])[people["visits"] % 3]), people[["plan", "city"]][:20])

import numpy as np
import pandas as pd
from sklearn.preprocessing import OneHotEncoder


def cases(lab):
    people = lab.people()
    dense = {"sparse_output": False} if lab.version >= (1, 2) else {"sparse": False}
    words = people[["city", "plan"]].to_numpy(dtype=object)
    rows = lab.people(208, seed=1)[["city", "plan"]].to_numpy(dtype=object)
    unseen = rows[:40].copy()
    unseen[::3, 0], unseen[5, 1] = "Atlantis", ""
    yield lab.case("default", OneHotEncoder(categories="auto").fit(words), rows, bad=[unseen, unseen[:, :1]], probe=True)
    ignore = OneHotEncoder(categories="auto", handle_unknown="ignore", **dense)
    yield lab.case("ignore", ignore.fit(words), rows, also=[unseen])
    numbers = np.column_stack([people["visits"] % 7, people["member"]]).astype(float)
    others = np.column_stack([np.arange(208) % 9 - 1, np.arange(208) % 2]).astype(float)
    ordered = OneHotEncoder(categories=[[-1, *range(7)], [0, 1]], handle_unknown="ignore", dtype=np.float32)
    yield lab.case("numbers", ordered.fit(numbers), others, also=[others[:20].astype(np.int64)])
    yield lab.case("integers", OneHotEncoder(categories="auto").fit(numbers.astype(np.int64)), others[:200].clip(0, 6), bad=[others[:9]])
    table = lab.people(208, seed=1)[["plan", "member", "city"]]
    yield lab.case("table", OneHotEncoder(categories="auto").fit(people[["plan", "member", "city"]]), table, probe=True)
    if lab.version >= (0, 21):
        yield lab.case("drop_first", OneHotEncoder(drop="first", **dense).fit(words), rows, bad=[unseen])
    if lab.version >= (0, 23):
        yield lab.case("drop_binary", OneHotEncoder(drop="if_binary").fit(people[["member", "plan"]]), table[["member", "plan"]])
    if lab.version >= (0, 24):
        holed = words.copy()
        holed[::9, 0], holed[4::9, 1] = np.nan, None
        gaps = rows.copy()
        gaps[::7, 0], gaps[3::7, 1] = np.nan, None
        yield lab.case("missing", OneHotEncoder(handle_unknown="ignore").fit(holed), gaps, also=[unseen])
        ages = lab.holes(numbers)
        yield lab.case("missing_numbers", OneHotEncoder(handle_unknown="ignore").fit(ages), lab.holes(others))
    if lab.version >= (1, 1):
        rare = OneHotEncoder(min_frequency=14, handle_unknown="infrequent_if_exist", **dense)
        yield lab.case("infrequent", rare.fit(words), rows, also=[unseen])
        few = OneHotEncoder(max_categories=3, drop="first", handle_unknown="ignore")
        yield lab.case("max_categories", few.fit(words), rows, also=[unseen])
    frame = pd.DataFrame({"plan": pd.Categorical(people["plan"])})
    yield lab.case("category", OneHotEncoder(categories="auto").fit(frame), pd.DataFrame({"plan": pd.Categorical(table["plan"])}))

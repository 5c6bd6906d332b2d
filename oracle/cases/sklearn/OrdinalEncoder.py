import numpy as np
from sklearn.preprocessing import OrdinalEncoder


def cases(lab):
    people = lab.people()
    words = people[["city", "plan"]].to_numpy(dtype=object)
    rows = lab.people(208, seed=1)[["city", "plan"]].to_numpy(dtype=object)
    unseen = rows[:24].copy()
    unseen[::3, 0] = "Atlantis"
    yield lab.case("default", OrdinalEncoder().fit(words), rows, bad=[unseen, unseen[:, :1]], probe=True)
    numbers = np.column_stack([people["visits"] % 7, people["member"]]).astype(float)
    others = np.column_stack([np.arange(208) % 7, np.arange(208) % 2]).astype(float)
    ordered = OrdinalEncoder(categories=[[-1, *range(7)], [0, 1]], dtype=np.int32)
    yield lab.case("numbers", ordered.fit(numbers), others, also=[others[:9].astype(np.int64)], bad=[others[:9] + 3])
    table = lab.people(60, seed=1)[["plan", "member", "city"]]
    yield lab.case("table", OrdinalEncoder().fit(people[["plan", "member", "city"]]), table, probe=True)
    if lab.version >= (0, 24):
        other = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1)
        yield lab.case("unknown", other.fit(words), rows, also=[unseen])
        other = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=np.nan)
        yield lab.case("unknown_nan", other.fit(numbers), others + np.arange(208)[:, None] % 3)
    if lab.version >= (1, 0):
        # inverse_transform writes into what it is given
        encoder = OrdinalEncoder().fit(lab.holes(numbers))
        codes = encoder.transform(lab.holes(others))[:30]
        yield lab.case("missing_numbers", encoder, lab.holes(others), inputs={"inverse_transform": np.nan_to_num(codes, nan=1.0)})
    if lab.version >= (1, 1):
        holed = words.copy()
        holed[::9, 0], holed[4::9, 1] = np.nan, None
        gaps = np.vstack([unseen, rows])
        gaps[::7, 0], gaps[3::7, 1] = np.nan, None
        encoder = OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1, encoded_missing_value=-2)
        codes = encoder.fit(holed).transform(gaps)[:30]
        yield lab.case("missing", encoder, gaps, inputs={"inverse_transform": codes})
    if lab.version >= (1, 3):
        rare = OrdinalEncoder(min_frequency=14, handle_unknown="use_encoded_value", unknown_value=99)
        yield lab.case("infrequent", rare.fit(words), rows, also=[unseen])
        yield lab.case("max_categories", OrdinalEncoder(max_categories=3).fit(words), rows)

from sklearn.feature_selection import SequentialFeatureSelector
from sklearn.linear_model import LogisticRegression, Ridge


def cases(lab):
    x, y = lab.classes(columns=5)
    inputs = lab.rows(x)[:60]
    half = {"n_features_to_select": 2, "cv": 3}
    yield lab.case("default", SequentialFeatureSelector(LogisticRegression(), **half).fit(x, y), inputs)
    back = SequentialFeatureSelector(Ridge(), direction="backward", n_features_to_select=0.6, cv=3)
    yield lab.case("backward", back.fit(x, lab.target(x)), inputs[:30])
    people = lab.people(missing=False)[["age", "income", "visits"]]
    fitted = SequentialFeatureSelector(Ridge(), **half).fit(people, people["age"] - people["visits"])
    yield lab.case("table", fitted, lab.people(30, seed=1, missing=False)[["age", "income", "visits"]], probe=True)

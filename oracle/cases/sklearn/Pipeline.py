import numpy as np
from sklearn.cluster import KMeans
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler


def cases(lab):
    x, y = lab.classes()
    inputs = lab.rows(x)
    logistic = lambda: LogisticRegression(solver="lbfgs")
    words = np.array(["no", "maybe", "yes"])[y]
    yield lab.case("default", make_pipeline(StandardScaler(), logistic()).fit(x, words == "yes"), inputs)
    yield lab.case("transformers", make_pipeline(StandardScaler(), StandardScaler(with_std=False)).fit(x), inputs)
    nothing = "passthrough" if lab.version >= (0, 21) else None
    steps = [("scale", nothing), ("inner", make_pipeline(StandardScaler(), KMeans(3, n_init=2, random_state=0))), ("model", LinearRegression())]
    yield lab.case("nested", Pipeline(steps).fit(x, lab.target(x)), inputs)
    forest = RandomForestClassifier(n_estimators=4, max_depth=3, random_state=0)
    yield lab.case("forest", make_pipeline(StandardScaler(), forest).fit(x, words), inputs)
    seen = lab.texts()
    text = make_pipeline(TfidfVectorizer(), logistic())
    yield lab.case("text", text.fit(seen, ["cat" in t for t in seen]), lab.texts(208, seed=1))
    people, rows = (lab.people(n, seed=n, missing=False)[["age", "income", "visits"]] for n in (90, 208))
    yield lab.case("table", make_pipeline(StandardScaler(), logistic()).fit(people, people["age"] > 40), rows, probe=True)

import numpy as np
from sklearn.cluster import KMeans
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    scaled = make_pipeline(StandardScaler(), LogisticRegression(solver="lbfgs"))
    grid = {"logisticregression__C": [0.1, 1.0]}
    yield lab.case("default", GridSearchCV(scaled, grid, cv=3).fit(x, np.array(["no", "maybe", "yes"])[y]), inputs)
    sizes = GridSearchCV(KMeans(n_init=2, random_state=0), {"n_clusters": [2, 3]}, cv=3)
    yield lab.case("clusters", sizes.fit(x), inputs[:24])
    rates = GridSearchCV(LinearRegression(), {"fit_intercept": [True, False]}, cv=3)
    yield lab.case("regressor", rates.fit(x, lab.target(x)), inputs[:24])
    people, rows = (lab.people(n, seed=n, missing=False)[["age", "income", "visits"]] for n in (60, 24))
    yield lab.case("table", GridSearchCV(scaled, grid, cv=3).fit(people, people["age"] > 40), rows, probe=True)

from sklearn.feature_selection import RFE
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.svm import SVC


def cases(lab):
    x, y = lab.classes(columns=5, labels=("a", "b", "c"))
    inputs = lab.rows(x)[:60]
    yield lab.case("default", RFE(LogisticRegression(solver="lbfgs", max_iter=500)).fit(x, y), inputs)
    yield lab.case("regression", RFE(LinearRegression(), n_features_to_select=3, step=2).fit(x, lab.target(x)), inputs[:30])
    yield lab.case("svc", RFE(SVC(kernel="linear"), n_features_to_select=1).fit(x, y), inputs[:30])
    people = lab.people(missing=False)[["age", "income", "visits"]]
    fitted = RFE(LinearRegression(), n_features_to_select=2).fit(people, people["age"] - people["visits"])
    yield lab.case("table", fitted, lab.people(30, seed=1, missing=False)[["age", "income", "visits"]], probe=True)

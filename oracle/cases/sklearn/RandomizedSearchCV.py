from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RandomizedSearchCV
from sklearn.tree import DecisionTreeRegressor


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    search = RandomizedSearchCV(LogisticRegression(solver="lbfgs"), {"C": [0.1, 1.0, 10.0]}, n_iter=2, cv=3, random_state=0)
    yield lab.case("default", search.fit(x, y), inputs)
    trees = RandomizedSearchCV(DecisionTreeRegressor(random_state=0), {"max_depth": [2, 3]}, n_iter=1, cv=3, random_state=0)
    yield lab.case("trees", trees.fit(x, lab.target(x)), inputs[:60])

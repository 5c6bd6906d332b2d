from sklearn.feature_selection import RFECV
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(columns=5, labels=(3, 5))
    inputs = lab.rows(x)[:50]
    yield lab.case("default", RFECV(LogisticRegression(solver="liblinear"), cv=3).fit(x, y), inputs)
    yield lab.case("tree", RFECV(DecisionTreeClassifier(max_depth=3, random_state=0), step=2, cv=3).fit(x, y), inputs[:30])
    yield lab.case("ridge", RFECV(Ridge(), cv=3).fit(x, lab.target(x)), inputs[:30])

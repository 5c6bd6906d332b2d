import numpy as np
from sklearn.ensemble import VotingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(rows=70)
    words = np.array(["no", "maybe", "yes"])[y]
    inputs = lab.rows(x)
    xz = dict(container="joblib-xz")
    named = [("tree", DecisionTreeClassifier(max_depth=3, random_state=0)), ("linear", LogisticRegression(solver="lbfgs")), ("bayes", GaussianNB())]
    voting = lambda **more: VotingClassifier(named, **more)
    yield lab.case("default", voting(flatten_transform=True).fit(x, words), inputs, **xz)
    yield lab.case("soft", voting(voting="soft", flatten_transform=True).fit(x, words), inputs, **xz)
    yield lab.case("weights", voting(voting="soft", weights=[2, 1, 0.5], flatten_transform=False).fit(x, y), inputs, **xz)
    yield lab.case("hard_weights", voting(weights=[1, 2.5, 1]).fit(x, y == 1), inputs, **xz)
    dropped = voting(voting="soft", weights=[3, 1, 2], flatten_transform=True)
    if lab.version >= (0, 20):
        dropped.set_params(bayes="drop" if lab.version >= (0, 22) else None)
        yield lab.case("dropped", dropped.fit(x, words), inputs, **xz)
    people = lab.people(missing=False)[["age", "visits"]]
    rows = lab.people(208, seed=1, missing=False)[["age", "visits"]]
    yield lab.case("table", VotingClassifier(named[::2]).fit(people, people["age"] > 40), rows, **xz)

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, make_scorer
from sklearn.model_selection import TunedThresholdClassifierCV


def cases(lab):
    x, y = lab.classes(rows=60, columns=3, labels=(0, 1))
    inputs = lab.rows(x)
    words = np.array(["no", "yes"])[y]
    tune = lambda **options: TunedThresholdClassifierCV(LogisticRegression(), cv=3, random_state=0, **options)
    yield lab.case("default", tune().fit(x, words), inputs)
    yield lab.case("f1", tune(scoring="f1").fit(x, y + 1), inputs[:40])
    yield lab.case("first_class", tune(scoring=make_scorer(f1_score, pos_label="no")).fit(x, words), inputs[:40])

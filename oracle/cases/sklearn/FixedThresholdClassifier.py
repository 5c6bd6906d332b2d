import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def cases(lab):
    x, y = lab.classes(rows=60, columns=3, labels=(0, 1))
    inputs = lab.rows(x)
    words = np.array(["no", "yes"])[y]
    yield lab.case("default", FixedThresholdClassifier(LogisticRegression(), threshold=0.7).fit(x, y), inputs)
    turned = FixedThresholdClassifier(LogisticRegression(), threshold=0.3, pos_label="no", response_method="predict_proba")
    yield lab.case("first_class", turned.fit(x, words), inputs[:40])
    scores = FixedThresholdClassifier(make_pipeline(StandardScaler(), LogisticRegression()), response_method="decision_function")
    yield lab.case("scores", scores.fit(x, words), inputs[:40])
    scores = FixedThresholdClassifier(LogisticRegression(), response_method="decision_function", threshold=0.4, pos_label="no")
    yield lab.case("turned_scores", scores.fit(x, words), inputs[:40])

from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

try:
    from sklearn.frozen import FrozenEstimator
except ImportError as error:
    raise ImportError("FrozenEstimator came with 1.6") from error


def cases(lab):
    x, y = lab.classes(rows=60, columns=3)
    inputs = lab.rows(x)
    yield lab.case("default", FrozenEstimator(LogisticRegression().fit(x, y)), inputs)
    scaled = make_pipeline(FrozenEstimator(StandardScaler().fit(x)), LogisticRegression())
    yield lab.case("in_a_pipeline", scaled.fit(x, y), inputs[:24])
    yield lab.case("transformer", FrozenEstimator(StandardScaler().fit(x)), inputs[:24])

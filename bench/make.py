"""Makes the models and rows that the benchmark asks about, into .bench/: all, or those named. Takes a few minutes the first time."""

import json
import pickle
import sys
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.datasets import make_classification
from sklearn.ensemble import RandomForestClassifier
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVC

folder = Path(sys.argv[1])
folder.mkdir(exist_ok=True)
ROWS = 10_000
random = np.random.RandomState(0)


def keep(name, model, rows):
    joblib.dump(model, folder / f"{name}.joblib")
    if isinstance(rows, pd.DataFrame):
        rows.to_json(folder / f"{name}.json", orient="split", index=False)
    else:
        np.save(folder / f"{name}.npy", rows)
    print(name, flush=True)


def forest():
    x, y = make_classification(40_000, 20, n_informative=12, n_classes=3, flip_y=0.12, random_state=0)
    model = RandomForestClassifier(100, random_state=0, n_jobs=-1).fit(x[ROWS:], y[ROWS:])
    model.set_params(n_jobs=None)
    print("nodes", sum(tree.tree_.node_count for tree in model.estimators_))
    keep("forest", model, x[:ROWS])
    for method in ("zlib", "gzip", "bz2", "xz", "lz4"):
        joblib.dump(model, folder / f"forest.{method}.joblib", compress=(method, 3))


def linear():
    x, y = make_classification(20_000, 100, n_informative=30, random_state=1)
    keep("linear", make_pipeline(StandardScaler(), LogisticRegression(max_iter=500)).fit(x[ROWS:], y[ROWS:]), x[:ROWS])


def svc():
    x, y = make_classification(ROWS + 4_000, 20, n_informative=10, flip_y=0.2, random_state=2)
    train = slice(ROWS, ROWS + 3_500)
    model = SVC(C=0.1).fit(x[train], y[train])
    print("support vectors", len(model.support_))
    keep("svc", model, x[:ROWS])


def neighbors():
    # Points around 200 centres, as measured data is: rows of independent noise would make every tree useless, here as there.
    centres = random.normal(size=(200, 20)) * 4
    which = random.randint(0, 200, 50_000 + ROWS)
    x = centres[which] + random.normal(size=(len(which), 20))
    keep("neighbors", KNeighborsClassifier().fit(x[ROWS:], which[ROWS:] % 5), x[:ROWS])


def columns():
    words = np.array([f"word{i}" for i in range(5_000)])
    count = 12_000
    share = 1 / np.arange(1, 5_001)
    text = [" ".join(random.choice(words, random.randint(5, 25), p=share / share.sum())) for _ in range(count)]
    table = pd.DataFrame(
        {
            "text": text,
            "city": random.choice([f"city {i}" for i in range(50)], count),
            "plan": random.choice(["free", "team", "firm"], count),
            "age": random.randint(18, 90, count).astype(float),
            "income": random.lognormal(10, 1, count).round(2),
            "visits": random.poisson(4, count).astype(float),
        }
    )
    y = (table["age"] + 10 * (table["plan"] == "firm") + random.normal(0, 10, count) > 55).astype(int)
    steps = ColumnTransformer(
        [
            ("text", TfidfVectorizer(), "text"),
            ("kinds", OneHotEncoder(handle_unknown="ignore"), ["city", "plan"]),
            ("numbers", StandardScaler(), ["age", "income", "visits"]),
        ]
    )
    model = make_pipeline(steps, LogisticRegression(max_iter=500)).fit(table[ROWS:], y[ROWS:])
    keep("columns", model, table[:ROWS])


def many():
    """Pickles of very many small values, and one whose array is written as text."""
    words = random.permutation([f"{a}{b}{c}" for a in syllables() for b in syllables() for c in syllables()])[:1_000_000]
    counter = CountVectorizer()
    counter.vocabulary_ = {str(word): i for i, word in enumerate(words)}
    (folder / "words.pkl").write_bytes(pickle.dumps(counter, 4))
    pairs = list(zip(random.randint(0, 1 << 20, 2_000_000).tolist(), random.randint(0, 100, 2_000_000).tolist()))
    (folder / "tuples.pkl").write_bytes(pickle.dumps(pairs, 4))
    (folder / "text.pkl").write_bytes(pickle.dumps(random.random_sample(12_500_000), 0))
    print("many", flush=True)


def syllables():
    return [a + b + c for a in "bdfgklmnpr" for b in "aeiou" for c in ("", "n")]


makers = {make.__name__: make for make in (linear, svc, neighbors, columns, forest, many)}
for name in sys.argv[2:] or makers:
    makers[name]()
(folder / "made.json").write_text(json.dumps({"rows": ROWS}))

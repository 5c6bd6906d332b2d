"""The Python side. `first MODEL ROWS`: load, predict one row, print. `load MODEL`: time and peak memory. `ask MODEL ROWS`: one row, and all rows."""

import json
import resource
import sys
import time

what, model_path = sys.argv[1:3]


def rows_of(path):
    if path.endswith(".npy"):
        import numpy as np

        return np.load(path)
    import pandas as pd

    return pd.read_json(path, orient="split")


def median(values):
    return sorted(values)[len(values) // 2]


import joblib

if what == "load":
    times = []
    for _ in range(5):
        began = time.perf_counter()
        model = joblib.load(model_path)
        times.append(time.perf_counter() - began)
        del model
    print(json.dumps({"load": median(times)}))
elif what == "memory":
    # joblib.load imports what the file names; the process's peak is what a user pays.
    joblib.load(model_path)
    print(json.dumps({"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
elif what == "pickle":
    # The same in one process each, by pickle alone.
    import pickle

    began = time.perf_counter()
    with open(model_path, "rb") as file:
        model = pickle.load(file)
    took = time.perf_counter() - began
    print(json.dumps({"load": took, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}))
elif what == "first":
    model = joblib.load(model_path)
    print(model.predict(rows_of(sys.argv[3])[:1])[0])
else:
    model = joblib.load(model_path)
    rows = rows_of(sys.argv[3])
    one = rows[:1]
    repeats = 50
    for _ in range(5):
        model.predict(one)
    singles = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(repeats):
            model.predict(one)
        singles.append((time.perf_counter() - began) / repeats)
    model.predict(rows)
    alls = []
    for _ in range(5):
        began = time.perf_counter()
        model.predict(rows)
        alls.append(time.perf_counter() - began)
    print(json.dumps({"one": median(singles), "all": median(alls)}))

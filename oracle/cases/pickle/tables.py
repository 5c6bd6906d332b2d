"""pandas values, pickled by protocols 2, 4 and 5, with what they are.

    python tables.py OUTPUT_FOLDER      writes <pandas version>/tables.p<protocol>.pkl and tables.json
"""

import datetime
import json
import pickle
import sys
from pathlib import Path

import numpy as np
import pandas as pd

from describe import describe


def tables():
    frame = pd.DataFrame({
        "a": [1, 2, 3], "b": [1.5, None, 2.5], "c": ["x", None, "z"], "d": pd.Categorical(["u", "v", None], ordered=True),
        "e": pd.to_datetime(["2020-01-01", None, "2021-06-01"]), "f": pd.to_timedelta([1, 2, 3], unit="s"), "g": [True, False, True],
        "h": [7, 8, 9], "i": pd.array([1, None, 3], dtype="Int64"), "j": pd.to_datetime(["2020-01-01"] * 3).tz_localize("UTC"),
        "k": pd.to_datetime(["2020-01-02"] * 3),
    })
    yield "frame", frame
    yield "indexed", frame.set_index("c").rename_axis("rows")
    yield "sliced", frame.iloc[1:, [7, 0, 1]]
    yield "one dtype", pd.DataFrame(np.arange(6.0).reshape(3, 2))
    yield "row major", pd.DataFrame(np.asfortranarray(np.arange(6).reshape(3, 2)), columns=["x", "x"])
    yield "empty", pd.DataFrame()
    yield "no rows", frame.iloc[:0]
    yield "multi columns", pd.DataFrame(np.eye(2), columns=pd.MultiIndex.from_tuples([("a", 1), ("a", 2)], names=["p", "q"]))
    inserted = pd.DataFrame({"a": [1, 2]})
    inserted["b"] = [0.5, 1.5]
    inserted.insert(0, "z", [3, 4])
    yield "inserted", inserted
    for name, values in {
        "int": [1, 2], "float": [1.5, None], "text": ["a", None], "bool": [True, False], "mixed": [1, "a"],
    }.items():
        yield f"series {name}", pd.Series(values, name=name)
    for dtype, values in {
        "Int8": [1, None], "UInt32": [1, 2], "Float64": [1.5, None], "boolean": [True, None], "string": ["a", None], "category": [3, 1],
        "float32": [1, 2],
    }.items():
        yield f"series {dtype}", pd.Series(values, dtype=dtype)
    yield "series of dates", pd.Series(pd.to_datetime(["2020-01-01", None]), index=["a", "b"])
    yield "Int index", pd.Index([3, 1], name="n")
    yield "UInt index", pd.Index(np.array([1, 2], dtype="u8"))
    yield "Float index", pd.Index([1.5, 2.5])
    yield "bool index", pd.Index([True, False])
    yield "text index", pd.Index(["a", "b"])
    yield "range", pd.RangeIndex(1, 10, 3, name="r")
    yield "multi", pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None])
    yield "dates", pd.date_range("2020", periods=3)
    yield "dates in a zone", pd.date_range("2020", periods=2, tz="UTC")
    yield "durations", pd.to_timedelta(["1s", "2s"])
    yield "periods", pd.period_range("2020", periods=2, freq="M")
    yield "categories", pd.CategoricalIndex(["a", "b", "a"])
    yield "intervals", pd.IntervalIndex.from_breaks([0, 1, 2])
    yield "moments", [datetime.datetime(2020, 1, 2, 3, 4, 5, 6), pd.NaT]


def main(folder):
    folder = Path(folder) / f"pandas-{pd.__version__}"
    folder.mkdir(parents=True, exist_ok=True)
    cases = dict(tables())
    (folder / "tables.json").write_text(json.dumps({name: describe(value) for name, value in cases.items()}, separators=(",", ":")) + "\n")
    cases["moments"][0] = pd.Timestamp(cases["moments"][0])
    for protocol in (2, 4, 5):
        (folder / f"tables.p{protocol}.pkl").write_bytes(pickle.dumps(cases, protocol))


if __name__ == "__main__":
    main(sys.argv[1])

import numpy as np
from sklearn.impute import SimpleImputer


def cases(lab):
    x = lab.holes(lab.numbers(columns=4))
    inputs = lab.holes(lab.rows(x))
    kept = {"keep_empty_features": True} if lab.version >= (1, 2) else {}
    yield lab.case("default", SimpleImputer().fit(x), inputs[:30], also=[inputs[:30].astype(np.float32)])
    yield lab.case("median", SimpleImputer(strategy="median").fit(x), inputs[:30])
    yield lab.case("most_frequent", SimpleImputer(strategy="most_frequent").fit(np.round(x)), inputs[:30])
    yield lab.case("constant", SimpleImputer(strategy="constant", fill_value=-1.5).fit(x), inputs[:30])
    yield lab.case("float32", SimpleImputer().fit(x.astype(np.float32)), inputs[:30].astype(np.float32), also=[inputs[:20]])
    whole = np.rint(lab.numbers(columns=3)).astype(int)
    counts = np.rint(lab.rows(whole.astype(float))[:60]).astype(int)
    yield lab.case("zeros", SimpleImputer(missing_values=0, strategy="median").fit(whole), counts, also=[counts.astype(float)])
    yield lab.case("integers", SimpleImputer(missing_values=1, strategy="constant", fill_value=9).fit(whole), counts)
    empty = x.copy()
    empty[:, 1] = np.nan
    yield lab.case("empty_column", SimpleImputer(strategy="median").fit(empty), inputs[:40])
    sparse, rows = lab.sparse(lab.numbers(columns=4)), lab.sparse(inputs[:40])
    sparse.data[::7] = rows.data[::5] = np.nan
    yield lab.case("sparse", SimpleImputer().fit(sparse), rows, also=[inputs[:20]])
    words = lab.people()[["city", "plan"]].to_numpy(dtype=object).copy()
    unseen = lab.people(30, seed=1)[["city", "plan"]].to_numpy(dtype=object).copy()
    text = SimpleImputer(missing_values="plus", strategy="constant", fill_value="none")
    yield lab.case("text", text.fit(words), unseen.copy())
    words[::9, 0], unseen[::7, 0], unseen[3::7, 1] = np.nan, np.nan, np.nan
    yield lab.case("objects", SimpleImputer(strategy="most_frequent").fit(words), unseen)
    yield lab.case("objects_constant", SimpleImputer(strategy="constant").fit(words), unseen)
    none, nones = words.copy(), unseen.copy()
    none[::9, 0], nones[::7, 0], nones[3::7, 1] = None, None, None
    yield lab.case("none", SimpleImputer(missing_values=None, strategy="most_frequent").fit(none), nones)
    people, table = lab.people()[["age", "income", "visits"]], lab.people(30, seed=1)[["age", "income", "visits"]]
    yield lab.case("table", SimpleImputer().fit(people), table, probe=True)
    plans, asked = lab.people()[["city", "plan"]], lab.people(30, seed=1)[["city", "plan"]]
    plans.iloc[::9, 1], asked.iloc[::7, 0], asked.iloc[3::7, 1] = np.nan, np.nan, np.nan
    yield lab.case("words", SimpleImputer(strategy="most_frequent").fit(plans), asked, probe=True)
    if lab.version >= (0, 21):
        full = inputs[:40].copy()
        full[:, 2] = 1
        empty[:, 2] = 3
        marked = SimpleImputer(add_indicator=True, **kept).fit(empty)
        yield lab.case("indicator", marked, full)
        some = lab.sparse(np.nan_to_num(x))
        some.data[::7] = np.nan
        yield lab.case("sparse_indicator", SimpleImputer(add_indicator=True).fit(some), rows)
        yield lab.case("table_indicator", SimpleImputer(add_indicator=True).fit(people), table)

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler


def cases(lab):
    people, rows = lab.people(), lab.people(208, seed=1)
    some_rows = rows[:40]
    unseen = rows[:30].copy()
    unseen.loc[::4, "city"] = "Atlantis"
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    hot = lambda: OneHotEncoder(categories="auto", handle_unknown="ignore")
    by_name = ColumnTransformer([("numbers", numbers, ["age", "income"]), ("words", hot(), ["city", "plan"])])
    yield lab.case("default", by_name.fit(people), rows, also=[unseen], probe=True)
    x = lab.numbers(columns=6)
    inputs = lab.rows(x)
    parts = [("a", StandardScaler(), [0, -1]), ("b", MinMaxScaler(), slice(1, 3)), ("c", "passthrough", [4]), ("none", StandardScaler(), [])]
    yield lab.case("indices", ColumnTransformer(parts).fit(x), inputs[:80], probe=True)
    mask = [("a", StandardScaler(), np.array([True, False, True, False, False, False])), ("b", "drop", [1])]
    yield lab.case("mask_rest", ColumnTransformer(mask, remainder="passthrough").fit(x), inputs[:40])
    rest = ColumnTransformer([("a", MinMaxScaler(), [5, 0])], remainder=StandardScaler(), transformer_weights={"a": 10.0})
    yield lab.case("remainder", rest.fit(x), inputs[:40])
    text = ColumnTransformer([("city", CountVectorizer(analyzer="char"), "city"), ("rest", hot(), ["plan"])], sparse_threshold=0.9)
    yield lab.case("one_column", text.fit(people), some_rows)
    names = ColumnTransformer([("n", "passthrough", slice("income", "visits"))], remainder="drop")
    yield lab.case("named_slice", names.fit(people), some_rows)
    left = ColumnTransformer([("words", hot(), ["city", "plan"])], remainder="passthrough", sparse_threshold=0)
    some = ["age", "city", "plan"]
    yield lab.case("table_rest", left.fit(people[some]), some_rows[some])
    if lab.version >= (0, 22):
        from sklearn.compose import make_column_selector as which

        by_dtype = [("n", SimpleImputer(), which(dtype_include=[float])), ("o", hot(), which(pattern="^(city|plan)$"))]
        yield lab.case("selector", ColumnTransformer(by_dtype).fit(people), some_rows)
    if lab.version >= (1, 2):
        framed = ColumnTransformer([("n", StandardScaler(), ["income", "visits"])], verbose_feature_names_out=False, remainder="passthrough")
        yield lab.case("pandas", framed.set_output(transform="pandas").fit(people), some_rows)
    model = make_pipeline(ColumnTransformer([("n", numbers, ["age", "income"]), ("w", hot(), ["plan"])]), LogisticRegression(solver="lbfgs"))
    yield lab.case("in_a_pipeline", model.fit(people, people["visits"] > 14), rows[:60], probe=True)
    full = people[["income", "visits", "member", "city"]]
    few = some_rows[list(full.columns)]
    texts = [("text", CountVectorizer(analyzer="char"), "city"), ("n", StandardScaler(with_mean=False), ["income"])]
    yield lab.case("weights", ColumnTransformer(texts, transformer_weights={"text": 2, "n": 0.5}).fit(full), few)
    inner = ColumnTransformer([("a", StandardScaler(), ["income"])], remainder="passthrough")
    yield lab.case("nested", ColumnTransformer([("in", inner, ["visits", "income"]), ("one", CountVectorizer(), 3)]).fit(full), few)
    yield lab.case("nothing", ColumnTransformer([("a", "drop", [0]), ("b", StandardScaler(), [])]).fit(full), few[:9])
    if lab.version >= (1, 2):
        first = ColumnTransformer([("n", StandardScaler(), ["income"]), ("p", "passthrough", ["city"])], verbose_feature_names_out=False)
        second = ColumnTransformer([("again", StandardScaler(), ["income"])], remainder="passthrough")
        yield lab.case("pandas_twice", make_pipeline(first, second).set_output(transform="pandas").fit(full), few)
        same = [("n", StandardScaler(), ["income"]), ("p", "passthrough", ["income"])]
        yield lab.case("not_unique", ColumnTransformer(same, verbose_feature_names_out=False).fit(full), few[:9])
    if lab.version >= (1, 6):
        named = ColumnTransformer(same, verbose_feature_names_out="{feature_name}@{transformer_name}")
        yield lab.case("format", named.fit(full), few[:9])

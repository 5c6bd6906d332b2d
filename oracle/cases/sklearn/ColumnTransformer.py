import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, OneHotEncoder, StandardScaler


def cases(lab):
    people, rows = lab.people(), lab.people(208, seed=1)
    unseen = rows[:30].copy()
    unseen.loc[::4, "city"] = "Atlantis"
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    hot = lambda: OneHotEncoder(categories="auto", handle_unknown="ignore")
    by_name = ColumnTransformer([("numbers", numbers, ["age", "income"]), ("words", hot(), ["city", "plan"])])
    yield lab.case("default", by_name.fit(people), rows, also=[unseen], probe=True)
    x = lab.numbers(columns=6)
    inputs = lab.rows(x)
    parts = [("a", StandardScaler(), [0, -1]), ("b", MinMaxScaler(), slice(1, 3)), ("c", "passthrough", [4]), ("none", StandardScaler(), [])]
    yield lab.case("indices", ColumnTransformer(parts).fit(x), inputs, probe=True)
    mask = [("a", StandardScaler(), np.array([True, False, True, False, False, False])), ("b", "drop", [1])]
    yield lab.case("mask_rest", ColumnTransformer(mask, remainder="passthrough").fit(x), inputs)
    rest = ColumnTransformer([("a", MinMaxScaler(), [5, 0])], remainder=StandardScaler(), transformer_weights={"a": 10.0})
    yield lab.case("remainder", rest.fit(x), inputs)
    text = ColumnTransformer([("city", CountVectorizer(analyzer="char"), "city"), ("rest", hot(), ["plan"])], sparse_threshold=0.9)
    yield lab.case("one_column", text.fit(people), rows)
    names = ColumnTransformer([("n", "passthrough", slice("income", "visits"))], remainder="drop")
    yield lab.case("named_slice", names.fit(people), rows)
    left = ColumnTransformer([("words", hot(), ["city", "plan"])], remainder="passthrough", sparse_threshold=0)
    some = ["age", "city", "plan"]
    yield lab.case("table_rest", left.fit(people[some]), rows[some])
    if lab.version >= (0, 22):
        from sklearn.compose import make_column_selector as which

        by_dtype = [("n", SimpleImputer(), which(dtype_include=[float])), ("o", hot(), which(pattern="^(city|plan)$"))]
        yield lab.case("selector", ColumnTransformer(by_dtype).fit(people), rows)
    if lab.version >= (1, 2):
        framed = ColumnTransformer([("n", StandardScaler(), ["income", "visits"])], verbose_feature_names_out=False, remainder="passthrough")
        yield lab.case("pandas", framed.set_output(transform="pandas").fit(people), rows)
    model = make_pipeline(ColumnTransformer([("n", numbers, ["age", "income"]), ("w", hot(), ["plan"])]), LogisticRegression(solver="lbfgs"))
    yield lab.case("in_a_pipeline", model.fit(people, people["visits"] > 14), rows, probe=True)

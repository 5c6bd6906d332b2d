import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler


def cases(lab):
    x = np.abs(lab.numbers(rows=60, columns=3)) + 0.25
    inputs = np.abs(lab.rows(x))
    logs = FunctionTransformer(np.log1p, inverse_func=np.expm1, validate=True)
    yield lab.case("default", logs.fit(x), inputs)
    same = FunctionTransformer(validate=False)
    yield lab.case("identity", same.fit(x), inputs[:12], also=[inputs[:9].astype(np.float32), np.rint(inputs[:9]).astype(int)])
    roots = FunctionTransformer(np.sqrt, np.square, validate=False, check_inverse=False)
    people, rows = (lab.people(n, seed=n)[["age", "income", "visits"]] for n in (60, 16))
    yield lab.case("table", roots.fit(people), rows, also=[inputs[:9], np.rint(inputs[:9]).astype(int)])
    sparse = lab.sparse(x)
    yield lab.case("sparse", FunctionTransformer(np.log1p, validate=True, accept_sparse=True).fit(sparse), lab.sparse(inputs[:12]))
    for name in ["cbrt", "log2", "log10", "exp2", "arcsinh", "tanh", "arctan", "rint", "deg2rad", "reciprocal", "fabs", "sign"]:
        function = FunctionTransformer(getattr(np, name), validate=True)
        yield lab.case(name, function.fit(x), inputs[20:36] if name in ("log2", "log10", "reciprocal") else inputs[:12])
    piped = make_pipeline(FunctionTransformer(np.log1p, validate=True), StandardScaler(), LinearRegression())
    yield lab.case("in_a_pipeline", piped.fit(x, lab.target(x)), inputs[:12])
    if lab.version >= (1, 1):
        named = FunctionTransformer(np.log1p, feature_names_out="one-to-one", validate=True)
        yield lab.case("names", named.fit(people[["income", "visits"]]), rows[["income", "visits"]])
    if lab.version >= (1, 2):
        framed = FunctionTransformer(np.sqrt, feature_names_out="one-to-one").set_output(transform="pandas")
        yield lab.case("pandas", framed.fit(x), inputs[:20])

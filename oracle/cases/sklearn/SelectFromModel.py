import numpy as np
from sklearn.ensemble import AdaBoostClassifier, ExtraTreesClassifier, GradientBoostingRegressor, RandomForestClassifier
from sklearn.feature_selection import SelectFromModel
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier


def cases(lab):
    x, y = lab.classes(columns=5)
    target = lab.target(x)
    inputs = lab.rows(x)[:20]
    few = inputs[:5]
    forest = RandomForestClassifier(n_estimators=3, max_depth=3, random_state=0)
    yield lab.case("default", SelectFromModel(forest).fit(x, y), inputs, container="joblib-xz")
    yield lab.case("median", SelectFromModel(LogisticRegression(solver="lbfgs", max_iter=500), threshold="0.9*median").fit(x, y), few)
    yield lab.case("norm2", SelectFromModel(LogisticRegression(solver="lbfgs", max_iter=500), norm_order=2).fit(x, y), few)
    yield lab.case("number", SelectFromModel(LinearRegression(), threshold=0.3).fit(x, target), few)
    yield lab.case("lasso", SelectFromModel(Lasso(alpha=0.4)).fit(x, target), few)
    yield lab.case("net", SelectFromModel(ElasticNet(alpha=0.4, l1_ratio=1.0)).fit(x, target), few)
    most = SelectFromModel(ExtraTreesClassifier(3, max_depth=3, random_state=1), max_features=2, threshold=-np.inf)
    yield lab.case("max_features", most.fit(x, y), few)
    prefit = SelectFromModel(DecisionTreeClassifier(max_depth=3, random_state=0).fit(x, y), prefit=True)
    yield lab.case("prefit", prefit if lab.version < (1, 1) else prefit.fit(x, y), few)
    boosted = GradientBoostingRegressor(n_estimators=3, max_depth=2, random_state=0)
    yield lab.case("boosting", SelectFromModel(boosted, threshold="0.5*mean").fit(x, target), few, container="joblib-xz")
    stumps = AdaBoostClassifier(DecisionTreeClassifier(max_depth=2), n_estimators=3, random_state=0)
    yield lab.case("adaboost", SelectFromModel(stumps, threshold="median").fit(x, y), few, container="joblib-zlib")
    yield lab.case("svm", SelectFromModel(SVC(kernel="linear", C=0.1), max_features=3).fit(x, y), few)
    yield lab.case("nothing", SelectFromModel(LinearRegression(), threshold=1e9).fit(x, target), few, skip=["inverse_transform"])
    if lab.version >= (0, 24):
        piped = make_pipeline(StandardScaler(), LogisticRegression())
        getter = SelectFromModel(piped, importance_getter="named_steps.logisticregression.coef_")
        yield lab.case("getter", getter.fit(x, y), few)
    people = lab.people(missing=False)[["age", "income", "visits", "member"]]
    table = lab.people(12, seed=1, missing=False)[["age", "income", "visits", "member"]]
    fitted = SelectFromModel(LinearRegression(), threshold="median").fit(people, people["age"] * 0.1 + people["member"])
    yield lab.case("table", fitted, table, probe=True)
    if lab.version >= (1, 3):
        framed = SelectFromModel(LinearRegression(), threshold="median").set_output(transform="pandas")
        yield lab.case("pandas", framed.fit(people, people["age"] * 0.1 + people["member"]), table, also=[table[["age", "income", "visits"]]])

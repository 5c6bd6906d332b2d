"""Which inference methods a fitted object offers, and how each is called."""
import inspect
import types

import numpy as np

from .inputs import argument

# the order is that of the answers in case.json
METHODS = """predict predict_proba decision_function transform score_samples kneighbors radius_neighbors apply mahalanobis
predict_log_proba predict_joint_log_proba inverse_transform decision_path kneighbors_graph radius_neighbors_graph
staged_predict staged_predict_proba staged_decision_function staged_score
get_feature_names_out get_feature_names get_support get_n_leaves get_depth""".split()

WITHOUT_INPUT = {"get_feature_names_out", "get_feature_names", "get_support", "get_n_leaves", "get_depth"}

# a function of what another method answers, or long: answered on the first rows only (the edge rows), to keep the committed fixtures
# small; --all-rows answers all
BRIEF = {"predict_log_proba", "predict_joint_log_proba", "inverse_transform", "decision_path", "radius_neighbors"}
BRIEF |= {"kneighbors_graph", "radius_neighbors_graph"}
# the same, but all rows in a unit's first case: {method: another one that must be offered too}
BRIEF_LATER = {"predict_proba": "predict", "transform": "predict", "decision_function": "predict", "score_samples": "predict", "apply": "predict"}
BRIEF_ALWAYS_BESIDE = {"kneighbors": "predict"}
BRIEF_ROWS = 64
STAGED_ROWS = 24
# further forms of the main input are asked of two of these
FORMS = ["predict", "predict_proba", "decision_function", "transform", "score_samples", "kneighbors"]

CALLS = {
    "kneighbors": [{}, {"n_neighbors": 3, "return_distance": False}],
    "radius_neighbors": [{}, {"return_distance": False}],
    "kneighbors_graph": [{}, {"mode": "distance"}],
    "radius_neighbors_graph": [{}, {"mode": "distance"}],
    "get_support": [{}, {"indices": True}],
}


def offered(model):
    found = []
    for name in METHODS:
        try:
            if callable(getattr(model, name, None)):
                found.append(name)
        except Exception:  # available_if and old delegation raise more than AttributeError
            continue
    return [name for name in found if not (name in ("get_n_leaves", "get_depth") and not hasattr(model, "tree_"))]


def calls(model, name):
    """The keyword arguments to call a method with: none, and what its signature invites."""
    made = list(CALLS.get(name, [{}]))
    try:
        parameters = inspect.signature(getattr(model, name)).parameters
    except (TypeError, ValueError):
        return made
    if name == "predict" and "return_std" in parameters:
        made.append({"return_std": True})
    return made


def brief(model, name, x, first, all_rows):
    """The rows of x that a method answers."""
    if all_rows:
        return x
    later = {} if first else BRIEF_LATER
    beside = dict(later, **BRIEF_ALWAYS_BESIDE).get(name)
    if name.startswith("staged_"):
        return head(x, STAGED_ROWS)
    return head(x, BRIEF_ROWS) if name in BRIEF or (beside and hasattr(model, beside)) else x


def head(x, rows):
    if x is None:
        return None
    if hasattr(x, "iloc"):
        return x.iloc[:rows]
    if hasattr(x, "values") and not isinstance(x, dict):
        return type(x)(x.values[:rows])
    return x[:rows]


def invoke(model, name, x, kwargs):
    method = getattr(model, name)
    kwargs = {key: np.asarray(value, dtype=object) if key == "input_features" else value for key, value in kwargs.items()}
    if name in WITHOUT_INPUT:
        answer = method(**kwargs)
    elif x is None:
        answer = method(None, **kwargs) if name != "kneighbors" else method(**kwargs)
    else:
        answer = method(argument(x), **kwargs)
    return list(answer) if isinstance(answer, types.GeneratorType) else answer

import type { Structure } from "../../../../graph/builder.js";
import type { Input } from "../../../input.js";
import { type Bound, defineMeta } from "../../define.js";

const fields = { fitted: { best_estimator_: "estimator" } } as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

const pass =
  (method: string) =>
  (x: Input, m: M): Structure =>
    m.best_estimator_.lower(method, x);
const offered = (method: string) => (m: M) => m.has("best_estimator_") && m.best_estimator_.methods().includes(method);

/** Searches answer what their best model does (sklearn/model_selection/_search.py: BaseSearchCV). */
export const gridSearchCV = define("GridSearchCV");
export const randomizedSearchCV = define("RandomizedSearchCV");
export const halvingGridSearchCV = define("HalvingGridSearchCV");
export const halvingRandomSearchCV = define("HalvingRandomSearchCV");

function define(name: string) {
  return defineMeta(name, {
    ...fields,
    predict: pass("predict"),
    predict_proba: pass("predict_proba"),
    predict_log_proba: pass("predict_log_proba"),
    decision_function: pass("decision_function"),
    score_samples: pass("score_samples"),
    transform: pass("transform"),
    inverse_transform: pass("inverse_transform"),
    available: {
      predict: offered("predict"),
      predict_proba: offered("predict_proba"),
      predict_log_proba: offered("predict_log_proba"),
      decision_function: offered("decision_function"),
      score_samples: (m) => m.atLeast(0, 24) && offered("score_samples")(m),
      transform: offered("transform"),
      inverse_transform: offered("inverse_transform"),
    },
    classes: (m) => m.best_estimator_.definition.classes(m.best_estimator_),
    takes: (m) => m.best_estimator_.definition.inputs(m.best_estimator_),
  });
}

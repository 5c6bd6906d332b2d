import { PyDict, PyGlobal, PyObject, type PyValue } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import { attributesOf } from "../../../../decode/sklearn/object.js";
import type { Structure } from "../../../../graph/builder.js";
import type { Value } from "../../../../graph/value.js";
import type { Input } from "../../../input.js";
import { column } from "../../composition/answers.js";
import { labelsWithin } from "../../composition/labels.js";
import { type Bound, defineMeta } from "../../define.js";
import { number, withDefault } from "../../fields.js";
import type { Fitted } from "../../fitted.js";

const fields = {
  params: { estimator: "raw", response_method: "string", threshold: withDefault("any", null), pos_label: withDefault("raw", null) },
  fitted: {
    estimator_: withDefault("estimator?", undefined),
    best_threshold_: withDefault("float?", undefined),
    _curve_scorer: withDefault("raw", null),
  },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

const pass =
  (method: string) =>
  (x: Input, m: M): Structure =>
    inner(m).lower(method, x);
const inner = (m: M): Fitted => m.estimator_ ?? m.self.child(m.estimator, "estimator");

/** Binary classifiers with a threshold of their own (sklearn/model_selection/_classification_threshold.py), since 1.5. */
export const fixedThresholdClassifier = define("FixedThresholdClassifier", (m, method) => {
  const given = number(m.self.attribute("threshold") ?? null);
  return { threshold: typeof given === "number" ? given : method === "predict_proba" ? 0.5 : 0, positive: m.pos_label };
});

/** The threshold was tuned; which class counts as positive, its scorer tells. */
export const tunedThresholdClassifierCV = define("TunedThresholdClassifierCV", (m) => ({
  threshold: m.best_threshold_ ?? m.unsupported("no best_threshold_ in the file"),
  positive: scorerLabel(m),
}));

interface Decision {
  readonly threshold: number;
  /** None: the second class. */
  readonly positive: PyValue;
}

function define(name: string, decide: (m: M, method: string) => Decision) {
  return defineMeta(name, {
    ...fields,
    predict: (x, m) => {
      const method = responseMethod(m);
      const { threshold, positive } = decide(m, method);
      const labels = labelsWithin(inner(m));
      if (labels?.dim(0) !== 2) return m.unsupported("the classes of the estimator within");
      const index = positive === null ? 1 : [0, 1].find((i) => String(labels.tensor.at(i)) === labelText(positive));
      if (index === undefined) return m.unsupported(`the positive class ${labelText(positive)} is none of the classes`);
      const yes = score(inner(m).lowerOne(method, x), index).greaterOrEqual(threshold).cast("int64");
      return labels.gather(index === 1 ? yes : yes.neg().add(1));
    },
    predict_proba: pass("predict_proba"),
    predict_log_proba: pass("predict_log_proba"),
    decision_function: pass("decision_function"),
    available: {
      predict_proba: (m) => inner(m).methods().includes("predict_proba"),
      predict_log_proba: (m) => inner(m).methods().includes("predict_log_proba"),
      decision_function: (m) => inner(m).methods().includes("decision_function"),
    },
    classes: (m) => inner(m).definition.classes(inner(m)),
    takes: (m) => inner(m).definition.inputs(inner(m)),
  });
}

function responseMethod(m: M): string {
  if (m.response_method !== "auto") return m.response_method;
  return inner(m).methods().includes("predict_proba") ? "predict_proba" : "decision_function";
}

/** The score of the positive class: its probability, or the decision turned round. */
function score(said: Value, index: number): Value {
  if (said.rank === 2) return column(said, index);
  return index === 1 ? said : said.neg();
}

/** The scorer's `pos_label`; the scores that have one count 1 as positive where nothing was said. */
function scorerLabel(m: M): PyValue {
  const scorer = realize(m._curve_scorer);
  if (!(scorer instanceof PyObject)) return null;
  const attributes = attributesOf(scorer);
  const given = attributes.get("_kwargs");
  if (given instanceof PyDict && given.has("pos_label")) return given.get("pos_label") ?? null;
  const function_ = realize(attributes.get("_score_func") ?? null);
  return function_ instanceof PyGlobal && LABELLED.test(function_.name) ? 1n : null;
}

const LABELLED = /^(f1|fbeta|precision|recall|jaccard|brier|average_precision)_/;

function labelText(value: PyValue): string {
  const real = realize(value);
  return typeof real === "string" ? real : String(number(value) ?? real);
}

import { Value } from "../../../../graph/value.js";
import { Frame, type Input } from "../../../input.js";
import { sparseStack } from "../../composition/stack.js";
import { namedSteps } from "../../composition/steps.js";
import { type Bound, defineMeta, type Self } from "../../define.js";
import { list } from "../../fields.js";
import { namesIn } from "../../member-names.js";

const fields = {
  params: { passthrough: "bool" },
  fitted: { estimators_: "estimators", final_estimator_: "estimator", stack_method_: "raw" },
} as const;
type Stacking = Bound<typeof fields.params, typeof fields.fitted>;

/**
 * An estimator over the answers of others (sklearn/ensemble/_stacking.py: _concatenate_predictions); of two classes' shares only the
 * second is used, and of each output's in lists all but the first.
 */
export const stackingClassifier = defineMeta("StackingClassifier", {
  params: fields.params,
  fitted: { ...fields.fitted, classes_: "labelsList" },
  transform,
  predict: (x, m) => {
    const labels = classesOf(m);
    return labels.gather(m.final_estimator_.lowerOne("predict", transform(x, m)).cast("int64"));
  },
  predict_proba: (x, m) => final("predict_proba", x, m),
  decision_function: (x, m) => final("decision_function", x, m),
  available: { ...available(), get_feature_names_out: (m) => m.atLeast(1, 1) },
  host: { get_feature_names_out: names },
  takes: (m) => describeFirst(m),
});

export const stackingRegressor = defineMeta("StackingRegressor", {
  ...fields,
  transform,
  predict: (x, m) => final("predict", x, m),
  available: { ...available(), get_feature_names_out: (m) => m.atLeast(1, 1) },
  host: { get_feature_names_out: names },
  takes: (m) => describeFirst(m),
});

function available() {
  const offers = (method: string) => (m: Stacking) => m.final_estimator_.methods().includes(method);
  return { predict: offers("predict"), predict_proba: offers("predict_proba"), decision_function: offers("decision_function") };
}

function classesOf(m: Self & { readonly classes_: readonly Value[] }): Value {
  const [classes, another] = m.classes_;
  return classes === undefined || another ? m.unsupported("stacking of multi-label classifiers") : classes;
}

const describeFirst = (m: Stacking) => (m.estimators_[0] ?? m.final_estimator_).definition.inputs(m.estimators_[0] ?? m.final_estimator_);

const final = (method: string, x: Input, m: Stacking): Value => m.final_estimator_.lowerOne(method, transform(x, m));

/** Answers of the estimators that were not dropped, each with its method. */
function answers(x: Input, m: Stacking): Value[] {
  const methods = list(m.stack_method_, m.self.object.at("stack_method_")).map(String);
  const binary = "classes_" in m && classesOf(m as Stacking & { readonly classes_: readonly Value[] }).dim(0) === 2;
  return m.estimators_.flatMap((estimator, i) => {
    const answer = estimator.lower(methods[i] ?? "predict", x);
    if (!(answer instanceof Value)) return "list" in answer ? answer.list.map((part) => dropFirst(part as Value)) : [];
    if (answer.rank === 1) return [answer.unsqueeze(1)];
    return [binary && methods[i] === "predict_proba" ? dropFirst(answer) : answer];
  });
}

const dropFirst = (shares: Value): Value => shares.slice(1, 1, Number.POSITIVE_INFINITY);

function transform(x: Input, m: Stacking): Value {
  const parts = answers(x, m);
  if (m.passthrough) {
    const rows = x instanceof Frame ? x.toNumpy() : x;
    if (rows.layout === "csr") return sparseStack([...parts, rows]);
    parts.push(rows);
  }
  const [first, ...rest] = parts;
  return first === undefined ? m.unsupported("all of its estimators were dropped") : first.concat(rest, 1);
}

/** `<class>_<estimator>`, numbered where an estimator answers several columns. */
function names(m: Stacking, given?: readonly string[]): string[] {
  const counts = list(m.self.attribute("_n_feature_outs") ?? null, m.self.object.at("_n_feature_outs")).map(Number);
  const kept = namedSteps(m.self, "estimators").filter(({ value }) => value !== null && value !== "drop");
  const own = kept.flatMap(({ name }, i) => {
    const prefix = `${m.className.toLowerCase()}_${name}`;
    return counts[i] === 1 ? [prefix] : Array.from({ length: counts[i] ?? 0 }, (_, k) => `${prefix}${k}`);
  });
  const inputs = namesIn(m, given);
  return m.passthrough ? [...own, ...inputs] : own;
}

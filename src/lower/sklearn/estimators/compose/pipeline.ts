import { ModelError } from "../../../../errors.js";
import type { Structure } from "../../../../graph/builder.js";
import { Value } from "../../../../graph/value.js";
import { Frame, type Input } from "../../../input.js";
import { namedSteps, type Step, stepOf } from "../../composition/steps.js";
import { defineMeta, type Options, type Self } from "../../define.js";
import type { Fitted } from "../../fitted.js";

interface NamedStep {
  readonly name: string;
  readonly step: Step;
}

/** The steps of each pipeline that was read. */
const read = new WeakMap<Fitted, readonly NamedStep[]>();

function stepsOf(m: Self): readonly NamedStep[] {
  let steps = read.get(m.self);
  if (steps === undefined) {
    steps = namedSteps(m.self, "steps").map((named) => ({ name: named.name, step: stepOf(m.self, named, "passthrough") }));
    read.set(m.self, steps);
  }
  return steps;
}

/** Steps that do something. */
function working(m: Self): { name: string; step: Fitted }[] {
  return stepsOf(m).flatMap(({ name, step }) => (typeof step === "string" ? [] : [{ name, step }]));
}

function lastOf(m: Self): Fitted | undefined {
  const step = stepsOf(m).at(-1)?.step;
  return typeof step === "object" ? step : undefined;
}

/** What the last step is given. */
function beforeLast(m: Self, x: Input): Input {
  const last = lastOf(m);
  return working(m)
    .filter(({ step }, i, all) => step !== last || i < all.length - 1)
    .reduce((input, { step }) => step.transformed(input), x);
}

const byLast =
  (method: string) =>
  (x: Input, m: Self, options: Options): Structure => {
    const last = lastOf(m);
    if (last === undefined)
      throw new ModelError("model/method", `'${m.className}' object has no attribute '${method}'`, { python: "AttributeError" });
    return last.lower(method, beforeLast(m, x), options);
  };

const lastHas = (method: string) => (m: Self) => lastOf(m)?.methods().includes(method) ?? false;
const structure = (input: Input): Structure => (input instanceof Value ? input : input.toStructure());

/** sklearn/pipeline.py: Pipeline. None and "passthrough" are steps that do nothing; methods are those of the last step. */
export const pipeline = defineMeta("Pipeline", {
  predict: byLast("predict"),
  predict_proba: byLast("predict_proba"),
  predict_log_proba: byLast("predict_log_proba"),
  decision_function: byLast("decision_function"),
  score_samples: byLast("score_samples"),
  transform: (x, m) => structure(working(m).reduce((input, { step }) => step.transformed(input), x)),
  inverse_transform: (x, m) => {
    const steps = working(m).toReversed();
    let input = x;
    for (const { step } of steps) {
      const answer = Frame.input(step.lower("inverse_transform", input));
      if (answer === undefined) return m.unsupported(`${step.className}.inverse_transform answers several arrays.`);
      input = answer;
    }
    return structure(input);
  },
  host: {
    get_feature_names_out: (m, given) => {
      let names = given;
      for (const { name, step } of working(m)) {
        const out = step.namesOut("get_feature_names_out", names);
        if (out === undefined)
          m.refuse(
            `Estimator ${name} does not provide get_feature_names_out. Did you mean to call pipeline[:-1].get_feature_names_out()?`,
            "AttributeError",
          );
        names = out;
      }
      return names ? [...names] : null;
    },
  },
  available: {
    predict: lastHas("predict"),
    predict_proba: lastHas("predict_proba"),
    predict_log_proba: lastHas("predict_log_proba"),
    decision_function: lastHas("decision_function"),
    score_samples: (m) => m.atLeast(0, 22) && lastHas("score_samples")(m),
    transform: (m) => stepsOf(m).at(-1)?.step === "passthrough" || lastHas("transform")(m),
    inverse_transform: (m) => working(m).every(({ step }) => step.methods().includes("inverse_transform")),
    get_feature_names_out: (m) => m.atLeast(1, 0),
  },
  classes: (m) => {
    const last = lastOf(m);
    return last?.definition.classes(last);
  },
  takes: (m) => {
    const first = working(m)[0]?.step;
    return first ? first.definition.inputs(first) : { kind: "matrix" };
  },
});

import type { Value } from "../../../graph/value.js";
import { arrayOf } from "../fields.js";
import type { Fitted } from "../fitted.js";
import { namedSteps } from "./steps.js";

/** Attributes that hold the estimator whose `classes_` an estimator without any answers with. */
const holders = ["best_estimator_", "estimator_", "base_estimator_", "estimator"];

/** `classes_` of an estimator, or of the one inside it that answers for it. */
export function labelsWithin(fitted: Fitted): Value | undefined {
  const own = fitted.attribute("classes_");
  if (own !== undefined && own !== null) return fitted.constant(arrayOf(own, fitted.object.at("classes_")));
  if (fitted.className === "Pipeline") {
    const last = namedSteps(fitted, "steps").at(-1);
    return last === undefined ? undefined : labelsWithin(fitted.child(last.value, last.name));
  }
  const holder = holders.find((name) => (fitted.attribute(name) ?? null) !== null);
  return holder === undefined ? undefined : labelsWithin(fitted.child(fitted.attribute(holder) ?? null, holder));
}

import type { Self } from "./define.js";
import { inputNames } from "./feature-names.js";
import type { Fitted } from "./fitted.js";

/** Names of the columns that go into an ensemble: its own, or as many as its first member takes (`n_features_in_` asks that one). */
export function namesIn(m: Self & { readonly estimators_: readonly Fitted[] }, given?: readonly string[]): string[] {
  const [first] = m.estimators_;
  return m.has("feature_names_in_") || m.has("n_features_in_") || first === undefined
    ? inputNames(m, given)
    : inputNames(first.bound as Self, given);
}

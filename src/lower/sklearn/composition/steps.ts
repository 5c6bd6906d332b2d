import { PyDict, PyObject, PyTuple, type PyValue } from "../../../container/pickle/values.js";
import { realize } from "../../../container/python/realize.js";
import { atLeast, attributesOf, describe } from "../../../decode/sklearn/object.js";
import { ModelError } from "../../../errors.js";
import { list, number } from "../fields.js";
import type { Fitted } from "../fitted.js";

/** What stands where an estimator may: the estimator, nothing done to the columns, or the columns left out. */
export type Step = Fitted | "passthrough" | "drop";

/** A named step, with whatever else its tuple holds. */
export interface Named {
  readonly name: string;
  readonly value: PyValue;
  readonly rest: readonly PyValue[];
}

/** The most steps that one estimator may have: a file can name one estimator a million times. */
const MAX_STEPS = 100_000;

/** `[(name, estimator, …), …]` of a Pipeline, a FeatureUnion or a ColumnTransformer. */
export function namedSteps(owner: Fitted, attribute: string): Named[] {
  const where = owner.object.at(attribute);
  const items = list(owner.attribute(attribute) ?? null, where);
  if (items.length > MAX_STEPS)
    throw new ModelError("sklearn/attribute", `${where} has ${items.length} steps; at most ${MAX_STEPS} are read.`, { where });
  return items.map((item, i) => {
    const tuple = realize(item);
    const [name, value, ...rest] = tuple instanceof PyTuple ? tuple.items : Array.isArray(tuple) ? (tuple as PyValue[]) : [];
    if (typeof name !== "string" || value === undefined)
      throw new ModelError("sklearn/attribute", `${where}[${i}] should be (name, estimator, …), but is ${describe(tuple)}.`, { where });
    return { name, value, rest };
  });
}

/** The step that a value stands for; None means what it meant in that place: `passthrough` in a Pipeline, `drop` in a FeatureUnion. */
export function stepOf(owner: Fitted, { name, value }: Named, none: "passthrough" | "drop"): Step {
  const real = realize(value);
  if (real === null) return none;
  if (real === "passthrough" || real === "drop") return real;
  return isIdentity(real, owner) ? "passthrough" : owner.child(value, name);
}

/**
 * `FunctionTransformer()` without a function, which newer versions put where "passthrough" was asked for. It checks only if told to, and
 * knows the names of its outputs since 1.2; one that a user made may not, and is a step like others.
 */
function isIdentity(value: unknown, owner: Fitted): boolean {
  if (!(value instanceof PyObject) || value.cls?.name !== "FunctionTransformer") return false;
  const attributes = attributesOf(value);
  const names = attributes.get("feature_names_out") === "one-to-one" || !atLeast(owner.version, 1, 2);
  return (attributes.get("func") ?? null) === null && attributes.get("validate") === false && names;
}

/** `transformer_weights`: what each step's outputs are multiplied with. */
export function weightsOf(owner: Fitted): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  const given = realize(owner.attribute("transformer_weights") ?? null);
  if (!(given instanceof PyDict)) return weights;
  for (const [name, value] of given.strings()) {
    const weight = number(value);
    if (weight !== undefined) weights.set(name, Number(weight));
  }
  return weights;
}

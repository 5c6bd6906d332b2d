import { PyDict } from "../../../container/pickle/values.js";
import type { Self } from "../define.js";
import { type ColumnKey, columnKey, isEmpty } from "./column-key.js";
import { namedSteps, type Step, stepOf } from "./steps.js";

/** A transformer with the columns that it takes. */
export interface Part {
  readonly name: string;
  readonly step: Step;
  readonly key: ColumnKey;
  /** Positions among the columns it was fitted on, which the file holds since 1.0. */
  readonly positions: readonly number[] | undefined;
}

/** `transformers_` in order, the remainder last; callables among the columns are resolved there. */
export function partsOf(m: Self): Part[] {
  const indices = m.self.attribute("_transformer_to_input_indices");
  return namedSteps(m.self, "transformers_").map((named) => {
    const where = m.self.object.at(named.name);
    const known = indices instanceof PyDict ? indices.get(named.name) : undefined;
    const key = columnKey(named.rest[0] ?? null, where);
    const fittedKey = known === undefined ? undefined : columnKey(known, where);
    return {
      name: named.name,
      step: stepOf(m.self, named, "drop"),
      key,
      positions: fittedKey?.kind === "positions" ? fittedKey.positions : undefined,
    };
  });
}

/** Those that make columns. */
export function workingParts(m: Self): Part[] {
  return partsOf(m).filter(({ step, key }) => step !== "drop" && !isEmpty(key));
}

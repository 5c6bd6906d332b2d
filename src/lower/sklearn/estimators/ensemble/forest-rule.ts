import type { Input } from "../../../input.js";
import type { Self } from "../../define.js";
import type { FittedGrove } from "../../leaves.js";
import { takesMissing, treeRule } from "../../tree-input.js";
import type { InputRule } from "../../validate.js";

/** Until 0.24 the first tree checked the rows, in its own name; since 1.4 it tells whether NaN may pass. */
export function forestRule(m: Self & { readonly estimators_: FittedGrove }, input: Input): InputRule {
  const tree = m.estimators_.owners[0] ?? m.self;
  const rule = treeRule(tree, input);
  return m.atLeast(1, 0)
    ? { ...rule, finite: m.atLeast(1, 4) && takesMissing(tree) ? (rule.finite ?? "required") : "required" }
    : { ...rule, as: tree };
}

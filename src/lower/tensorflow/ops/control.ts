import { Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import { callFunction, decided } from "../frame.js";
import { Dead, dead, type Item } from "../item.js";
import type { NodeCall } from "../node.js";

export const constant = defineNode("Const", (n) => n.constant(n.attributes.tensor("value")));
export const identity = defineNode(
  ["Identity", "StopGradient", "PreventGradient", "CheckNumerics", "CheckNumericsV2", "Snapshot", "PlaceholderWithDefault", "Enter"],
  (n) => n.item(0),
);
export const identityN = defineNode("IdentityN", (n) => n.inputs);
export const noOp = defineNode(["NoOp", "Assert", "ControlTrigger"], () => []);
export const placeholder = defineNode("Placeholder", (n) => n.unsupported("it is an input that the signature does not name"));

export const call = defineNode(["PartitionedCall", "StatefulPartitionedCall"], (n) =>
  callFunction(n, n.attributes.function("f"), n.inputs),
);

/** The branch that is known to be taken; where the input decides, both, and a choice between what they answer. */
export const condition = defineNode(["If", "StatelessIf"], (n) => {
  const [test, ...given] = n.inputs;
  const known = test && decided(test);
  const branch = (name: string) => callFunction(n, n.attributes.function(name), given);
  if (known !== undefined) return branch(known ? "then_branch" : "else_branch");
  return chosen(n, branch("then_branch"), branch("else_branch"));
});

function chosen(n: NodeCall, then: readonly Item[], otherwise: readonly Item[]): Item[] {
  const test = n.x(0);
  if (test.shape.some((dim) => dim !== 1)) n.unsupported(`a condition of [${test.shape}]`);
  return then.map((a, i) => {
    const b = otherwise[i];
    if (!(a instanceof Value && b instanceof Value) || a.shape.join() !== b.shape.join())
      return n.unsupported("the input decides which branch is taken, and they answer arrays of different shapes");
    return a === b ? a : test.cast("bool").reshape([]).where(a, b);
  });
}

/** Loops are written out: each turn's condition has to be known. */
export const loop = defineNode(["While", "StatelessWhile"], (n) => {
  const [test, body] = [n.attributes.function("cond"), n.attributes.function("body")];
  let state: readonly Item[] = n.inputs;
  for (;;) {
    const [goes] = callFunction(n, test, state);
    const known = goes && decided(goes);
    if (known === undefined) return n.unsupported("the input decides how often its loop goes round");
    if (!known) return state;
    n.context.spend(n.name);
    state = callFunction(n, body, state);
  }
});

/** A condition of TF 1: the value goes on to one of two sides, and the other is dead. */
export const switched = defineNode(
  ["Switch", "RefSwitch"],
  (n) => {
    const known = decided(n.item(1));
    if (known === undefined) return n.unsupported("the input decides which side is taken");
    return known ? [dead, n.item(0)] : [n.item(0), dead];
  },
  { outputs: ["output_false", "output_true"] },
);
export const merged = defineNode(
  ["Merge", "RefMerge"],
  (n) => {
    const at = n.inputs.findIndex((item) => !(item instanceof Dead));
    return at < 0 ? [dead, dead] : [n.inputs[at] as Item, n.sizes("int32", [], [at])];
  },
  { outputs: ["output", "value_index"] },
);

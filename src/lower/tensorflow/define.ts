import type { Item } from "./item.js";
import type { NodeCall } from "./node.js";

interface Traits {
  /** The names of the outputs, where an op has several that are not one list: functions refer to them by name. */
  readonly outputs?: readonly string[];
  /** The inputs that are only moved about, so that lengths not yet known may be among them; all of them, or but the last. */
  readonly moves?: readonly number[] | "all" | "all but the last";
  /** What the op is where inputs are lengths of which some are not known. */
  readonly sizes?: (n: NodeCall) => Item | undefined;
}

/** An op of TensorFlow: how a node of it becomes a part of our graph. */
export interface NodeOp extends Traits {
  readonly names: readonly string[];
  readonly lower: (n: NodeCall) => Item | readonly Item[];
}

/**
 * Declares an op, under all of the names that versions of TensorFlow have for it.
 * @param lower - one item per output, in the op's order
 */
export function defineNode(names: string | readonly string[], lower: NodeOp["lower"], traits: Traits = {}): NodeOp {
  return { names: typeof names === "string" ? [names] : names, lower, ...traits };
}

import { ModelError } from "../errors.js";
import type { Attributes, OpSpec } from "../graph/op.js";
import type { Value } from "../graph/value.js";

/**
 * How one op is said in standard ONNX ops. One file per op in `expand/`:
 *
 *     export const columns = expansion(spec, (inputs) => [ … ]);
 *
 * `expand` builds with the methods of its inputs, as lowerings do; ops of our own domain that it uses are expanded in their turn.
 * The answer must be the op's own, within the tolerance of its estimator: an op that has no such equivalent throws with
 * {@link noStandardOp}, and never answers nearly.
 */
export interface Expansion {
  readonly op: string;
  /**
   * One value per output of the op. Sparse matrices come as dense ones and arrays of Python objects as strings, and so must go out.
   * Undefined where the op may stay as it is (for ops that are standard with some dtypes only).
   */
  expand(inputs: readonly Value[], attributes: Attributes): readonly Value[] | undefined;
}

/** Missing values among texts, as Python's `str` writes them: what onnxruntime makes of object arrays that hold them. */
export const NONE_TEXT = "None";
export const NAN_TEXT = "nan";

/** An expansion whose attributes have the types that the op's spec declares. */
export function expansion<A extends object>(
  spec: OpSpec<A>,
  expand: (inputs: readonly [Value, ...Value[]], attributes: A) => readonly Value[] | undefined,
): Expansion {
  return { op: spec.op, expand: (inputs, attributes) => expand(inputs as readonly [Value, ...Value[]], attributes as A) };
}

/** Says which op stands in the way of an export, and why: "tokens are split by a regular expression of Python's own", say. */
export function noStandardOp(spec: OpSpec<never>, why: string): never {
  throw new ModelError("onnx/no-standard-op", `${spec.op} cannot be said in standard ONNX: ${why}.`, { where: spec.op });
}

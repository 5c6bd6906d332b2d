import type { OpSpec } from "../../../graph/op.js";
import { gatherSteps } from "../../../graph/ops/gatherSteps.js";
import type { RecurrentActivation, RecurrentAttributes } from "../../../graph/ops/recurrent.js";
import type { Value } from "../../../graph/value.js";
import { float32 } from "../../../tensor.js";
import { beside, type Walked } from "./steps.js";

/** A cell as a recurrent op of ONNX. */
export interface StandardCell {
  readonly spec: OpSpec<RecurrentAttributes>;
  readonly activations: readonly RecurrentActivation[];
  /** Attributes of this op alone. */
  readonly more?: object;
  /** [G·U, I], [G·U, U] and [2·G·U], gates in ONNX's order. */
  readonly weights: readonly [w: Value, r: Value, b: Value];
}

/**
 * Goes through a sequence by one op. Steps that a mask leaves out change nothing: without them, the others close up, the op takes as many as
 * each row has, and every step answers what the last that counts up to it did.
 */
export function walkStandard(cell: StandardCell, x: Value, first: readonly Value[] | undefined, mask: Value | undefined): Walked {
  const run = (sequence: Value, lengths: readonly Value[]): readonly Value[] =>
    x.builder.emit(cell.spec, [sequence, ...cell.weights, ...lengths, ...(first ?? [])], {
      ...cell.more,
      activations: cell.activations,
      lengths: lengths.length > 0,
      initial: first !== undefined,
    });
  if (mask === undefined) {
    const [all, ...states] = run(x, []) as [Value, Value, ...Value[]];
    return { all, last: states[0], states };
  }
  const steps = x.dim(1);
  // How many count up to each step; the order is that of falling keys: those that count, then the others.
  const counts = mask.cast("int32").cumSum(1);
  const late = x.constantLike(
    float32(
      [steps],
      Float32Array.from({ length: steps }, (_, t) => steps - t),
    ),
  );
  const [, order] = late.add(mask.cast("float32").mul(steps)).topK(steps, 1);
  const lengths = counts.slice(1, -1, Number.POSITIVE_INFINITY).squeeze(1);
  const [packed] = gatherSteps([x, order], {}) as [Value];
  const [outputs, last, ...more] = run(packed, [lengths]) as [Value, Value, ...Value[]];
  const [unpacked] = gatherSteps([outputs, counts.sub(1).max(0).cast("int64")], {}) as [Value];
  const begun = counts.greater(0);
  const states = [last, ...more].map((state, i) => {
    const was = first?.[i];
    // Rows without any step leave zeros, as the first states are where none are given.
    return was ? beside(lengths.greater(0), state).where(state, was) : state;
  });
  return { all: begun.unsqueeze(2).where(unpacked, 0), last, states };
}

/** The gates of a kernel [I, G·U] in another order, turned round: [G·U, I]. */
export function gates(kernel: Value, order: readonly number[]): Value {
  const turned = kernel.transpose();
  return order.every((gate, i) => gate === i) ? turned : turned.gather(rowsOf(order, turned.dim(0)));
}

/** Biases of the inputs and of the state, one behind the other; zeros where there are none. */
export function biases(bias: Value | undefined, order: readonly number[], width: number, kernel: Value): Value {
  const zero = kernel.constantLike(float32([width], new Float32Array(width)));
  if (bias === undefined) return zero.concat([zero], 0);
  if (bias.rank === 2) return bias.reshape([2 * width]);
  return bias.gather(rowsOf(order, width)).concat([zero], 0);
}

function rowsOf(order: readonly number[], width: number): number[] {
  const units = width / order.length;
  return order.flatMap((gate) => Array.from({ length: units }, (_, u) => gate * units + u));
}

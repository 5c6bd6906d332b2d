import { type Graph, GraphBuilder } from "../../../graph/builder.js";
import { type Dim, dense } from "../../../graph/info.js";
import { scan } from "../../../graph/ops/scan.js";
import { expand } from "../../../graph/ops/shape.js";
import type { Value } from "../../../graph/value.js";
import { zeros } from "../../../tensor.js";

/** What a cell makes of one step. */
export interface Step {
  readonly output: Value;
  readonly states: readonly Value[];
}

/** What a cell makes of a sequence. */
export interface Walked {
  /** The output at every step [N, T, …]. */
  readonly all: Value;
  /** The output at the last step [N, …]. */
  readonly last: Value;
  readonly states: readonly Value[];
}

/** Zeros [rows, …], for as many rows as `like` has. */
export function zerosFor(like: Value, shape: readonly Dim[]): Value {
  const known = shape.map((dim) => (typeof dim === "number" ? dim : 1));
  const zero = like.constantLike(zeros(like.dtype, [1, ...known]));
  return like.builder.emit(expand, [zero, like], { shape: [like.shape[0] ?? 1, ...shape] })[0] as Value;
}

/** A truth per row [N] beside values [N, …]. */
export const beside = (truth: Value, value: Value): Value => {
  let wide = truth;
  while (wide.rank < value.rank) wide = wide.unsqueeze(wide.rank);
  return wide;
};

/** Goes through a sequence step by step, by a function of one step. */
export function walkSteps(
  x: Value,
  shapes: readonly (readonly Dim[])[],
  first: readonly Value[] | undefined,
  mask: Value | undefined,
  step: (x: Value, states: readonly Value[]) => Step,
): Walked {
  const initial = first ?? shapes.map((shape) => zerosFor(x, shape));
  const body = new GraphBuilder(x.builder.fold);
  const inside = (name: string, like: Value, shape: readonly Dim[]) => body.input(name, dense(like.dtype, shape));
  const before = initial.map((state, i) => inside(`state${i}`, state, state.shape));
  const now = inside("step", x, [x.shape[0] ?? 1, ...x.shape.slice(2)]);
  const made = step(now, before);
  if (mask === undefined) {
    const graph = body.finish([...made.states, made.output]);
    const answers = x.builder.emit(scan, [...initial, x], { body: graph, states: initial.length });
    const all = answers.at(-1) as Value;
    // Most cells answer their first state.
    const at = made.states.indexOf(made.output);
    return { all, last: answers[at < 0 ? -1 : at] ?? all.slice(1, -1, Number.POSITIVE_INFINITY).squeeze(1), states: answers.slice(0, -1) };
  }
  const carried = inside("output", made.output, made.output.shape);
  const counts = inside("counts", mask, [mask.shape[0] ?? 1]);
  const kept = (next: Value, was: Value): Value => beside(counts, next).where(next, was);
  const output = kept(made.output, carried);
  const states = made.states.map((state, i) => kept(state, before[i] as Value));
  const graph: Graph = { ...body.finish([...states, output, output]), inputs: [...before, carried, now, counts] };
  const answers = x.builder.emit(scan, [...initial, zerosFor(x, made.output.shape.slice(1)), x, mask], {
    body: graph,
    states: initial.length + 1,
  });
  return { all: answers.at(-1) as Value, last: answers.at(-2) as Value, states: answers.slice(0, -2) };
}

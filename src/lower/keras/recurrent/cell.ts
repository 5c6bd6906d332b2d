import type { Dim } from "../../../graph/info.js";
import type { Value } from "../../../graph/value.js";
import { activations, type Nested } from "../activation.js";
import type { BoundLayer } from "../bound.js";
import { type Bound, defineLayer, type Fields, type Layer, type Variables } from "../define.js";
import { type StandardCell, walkStandard } from "./standard.js";
import { type Step, type Walked, walkSteps } from "./steps.js";

/** Shapes of the states of one row. */
export type StateShapes = readonly (readonly Dim[])[];

/** How a cell goes through a sequence. */
export interface Recurrence {
  /** How many states there are. */
  count(bound: BoundLayer): number;
  /**
   * All steps of x [N, T, …]. Where the mask (bool [N, T]) is false the states stay, and the output is that of the step before: zeros before the
   * first (keras/src/backend/tensorflow/rnn.py: rnn). First states are zeros where none are given.
   */
  walk(bound: BoundLayer, x: Value, first: readonly Value[] | undefined, mask: Value | undefined): Walked;
}

/** A layer that RNN takes as its cell. */
export interface Cell extends Layer {
  readonly recurrence: Recurrence;
}

export function isCell(layer: Layer): layer is Cell {
  return "recurrence" in layer;
}

interface CellDeclaration<C extends Fields, W extends Variables> {
  readonly config: C;
  readonly weights: W;
  readonly count: number;
  /** `step` is the shape of what `project` answers for one step, rows first. */
  readonly states: (m: Bound<C, W>, step: readonly Dim[]) => StateShapes;
  /** What does not depend on the states, of x [N, T, …] or of one step [N, …]; x itself where this is not said. */
  readonly project?: (x: Value, m: Bound<C, W>) => Value;
  /** One step of what `project` answers. */
  readonly step: (x: Value, states: readonly Value[], m: Bound<C, W>) => Step;
  /** The same as an op of ONNX, where there is one for these settings. */
  readonly standard?: (m: Bound<C, W>) => StandardCell | undefined;
}

/** A cell. Called as a layer it takes an input and its states, and answers the output and the new states. */
export function defineCell<const C extends Fields, const W extends Variables>(name: string, cell: CellDeclaration<C, W>): Cell {
  const layer = defineLayer<C, W>(name, {
    config: cell.config,
    weights: cell.weights,
    merge: ([x, ...beside], m, given) => {
      const states = [...beside, ...statesIn(given.args[0]), ...statesIn(given.kwargs.get("states"))];
      if (x === undefined) return m.only([]);
      const { output, states: next } = cell.step(cell.project?.(x, m) ?? x, states, m);
      return [output, ...next];
    },
  });
  const recurrence: Recurrence = {
    count: () => cell.count,
    walk: (bound, x, first, mask) => {
      const m = bound as Bound<C, W>;
      const standard = x.dtype === "float32" ? cell.standard?.(m) : undefined;
      if (standard) return walkStandard(standard, x, first, mask);
      const projected = cell.project?.(x, m) ?? x;
      const shapes = cell.states(m, [projected.shape[0] ?? 1, ...projected.shape.slice(2)]);
      return walkSteps(projected, shapes, first, mask, (step, states) => cell.step(step, states, m));
    },
  };
  return { ...layer, recurrence };
}

const statesIn = (nested: Nested | undefined): Value[] => activations(nested).map(({ value }) => value);

/** A layer as a cell. @throws ModelError `keras/unsupported` where its class is no cell */
export function cellOf(bound: BoundLayer): { readonly cell: BoundLayer; readonly recurrence: Recurrence } {
  if (isCell(bound.definition)) return { cell: bound, recurrence: bound.definition.recurrence };
  return bound.unsupported(
    `${bound.layer.className} is used as the cell of an RNN. Supply it: load(file, { custom: { … defineCell(…) } }).`,
  );
}

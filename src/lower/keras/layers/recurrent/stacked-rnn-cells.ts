import { ModelError } from "../../../../errors.js";
import type { Value } from "../../../../graph/value.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { type Cell, cellOf, type Recurrence } from "../../recurrent/cell.js";

const layer = defineLayer("StackedRNNCells", {
  config: { cells: "layers" },
  children: ({ cells }) => cells.map((cell, position) => ({ attribute: "cells", position, layer: cell })),
  merge: (_, m) => m.unsupported("a stack of cells can be the cell of an RNN, and is called by itself here."),
});

function cells(bound: BoundLayer): readonly { readonly cell: BoundLayer; readonly recurrence: Recurrence }[] {
  const { children } = layer.variables(bound.layer);
  return children.map(({ position }) => cellOf(bound.inner("cells", position)));
}

/** Each cell's outputs are the inputs of the next, so that each goes through all steps in its turn (keras/src/layers/rnn/stacked_rnn_cells.py). */
const recurrence: Recurrence = {
  count: (bound) => cells(bound).reduce((sum, { cell, recurrence: inner }) => sum + inner.count(cell), 0),
  walk: (bound, x, first, mask) => {
    const states: Value[] = [];
    let sequence = x;
    let last: Value | undefined;
    for (const { cell, recurrence: inner } of cells(bound)) {
      const walked = inner.walk(cell, sequence, first?.slice(states.length, states.length + inner.count(cell)), mask);
      states.push(...walked.states);
      sequence = walked.all;
      last = walked.last;
    }
    if (last === undefined) throw new ModelError("keras/config", `${bound.path} holds no cells.`, { where: bound.path });
    return { all: sequence, last, states };
  },
};

const defineStack = (): Cell => ({ ...layer, recurrence });

export const stackedRNNCells = defineStack();

import { Op } from "../opcodes.js";
import type { Cells, PyDict, PyObject, PyTuple, PyValue } from "../values.js";
import type { Pickler } from "./pickler.js";

/** Part of a value that is being written. Each step writes a little, and may put another task on top; nothing recurses. */
export interface Task {
  step(pickler: Pickler): void;
}

/** Items between two MARKs, as CPython's `_BATCHSIZE`. */
const BATCH = 1000;

/** How items go into what lies below them. */
export interface Filling {
  /** Values that make one item. */
  readonly width: 1 | 2;
  /** Undefined where only the form with a MARK exists. */
  readonly one: number | undefined;
  readonly many: number;
}

export const appending: Filling = { width: 1, one: Op.APPEND, many: Op.APPENDS };
export const setting: Filling = { width: 2, one: Op.SETITEM, many: Op.SETITEMS };
export const adding: Filling = { width: 1, one: undefined, many: Op.ADDITEMS };

/** Writes the items of a list, a dict or a set in batches. */
export class FillTask implements Task {
  #next = 0;
  #batchEnd = 0;
  #close: number | undefined;

  constructor(
    readonly items: Cells,
    readonly filling: Filling,
  ) {}

  step(pickler: Pickler): void {
    const { items, filling } = this;
    if (this.#next === this.#batchEnd) {
      if (this.#close !== undefined) pickler.output.op(this.#close);
      if (this.#next === items.length) {
        pickler.tasks.pop();
        return;
      }
      this.#batchEnd = Math.min(items.length, this.#next + BATCH * filling.width);
      const single = this.#batchEnd - this.#next === filling.width && filling.one !== undefined;
      if (!single) pickler.output.op(Op.MARK);
      this.#close = single ? filling.one : filling.many;
    }
    pickler.save(items.at(this.#next++) as PyValue);
  }
}

/** Writes the items of a tuple or frozenset, which exists only when all are there (Lib/pickle.py, `save_tuple`). */
export class FrozenTask implements Task {
  #next = -1;

  constructor(
    readonly owner: object,
    readonly items: readonly PyValue[],
    /** Undefined where a MARK stands below the items. */
    readonly short: number | undefined,
    readonly closing: number,
  ) {}

  step(pickler: Pickler): void {
    const { output } = pickler;
    if (this.#next < 0) {
      this.#next = 0;
      if (this.short === undefined) output.op(Op.MARK);
    }
    if (this.#next < this.items.length) {
      pickler.save(this.items[this.#next++] as PyValue);
      return;
    }
    pickler.tasks.pop();
    // An item led back here and made it already: that one counts.
    const known = pickler.keyOf(this.owner);
    if (known === undefined) {
      output.op(this.short ?? this.closing);
      pickler.memoize(this.owner);
      return;
    }
    if (this.short === undefined) output.op(Op.POP_MARK);
    else for (let i = 0; i < this.items.length; i++) output.op(Op.POP);
    pickler.get(known);
  }
}

/** Writes `callable(*args)`, or one of the ways to make an instance, and then what fills it. */
export class CallTask implements Task {
  #next = 0;

  constructor(
    readonly owner: object,
    readonly parts: readonly PyValue[],
    readonly closing: number,
    readonly filled?: { appended?: readonly PyValue[] | undefined; items?: PyDict | undefined; states: readonly PyValue[] },
  ) {}

  step(pickler: Pickler): void {
    const { output, tasks } = pickler;
    if (this.#next === 0 && this.closing === Op.OBJ) output.op(Op.MARK);
    if (this.#next < this.parts.length) {
      pickler.save(this.parts[this.#next++] as PyValue);
      return;
    }
    tasks.pop();
    output.op(this.closing);
    const known = pickler.keyOf(this.owner);
    if (known !== undefined) {
      output.op(Op.POP);
      pickler.get(known);
      return;
    }
    pickler.memoize(this.owner);
    pickler.made(this.owner);
    const { appended = [], items, states = [] } = this.filled ?? {};
    for (const state of [...states].reverse()) tasks.push(new StateTask(state));
    if (items !== undefined && items.size > 0) tasks.push(new FillTask(items.cells(), setting));
    if (appended.length > 0) tasks.push(new FillTask(appended, appending));
  }
}

/** Writes a state and hands it over. */
export class StateTask implements Task {
  #saved = false;

  constructor(readonly state: PyValue) {}

  step(pickler: Pickler): void {
    if (!this.#saved) {
      this.#saved = true;
      pickler.save(this.state);
      return;
    }
    pickler.tasks.pop();
    pickler.output.op(Op.BUILD);
  }
}

/** Writes an opcode behind a value. */
export class ThenTask implements Task {
  #saved = false;

  constructor(
    readonly value: PyValue,
    readonly then: () => void,
  ) {}

  step(pickler: Pickler): void {
    if (!this.#saved) {
      this.#saved = true;
      pickler.save(this.value);
      return;
    }
    pickler.tasks.pop();
    this.then();
  }
}

/** The parts of a record's call, and the opcode behind them. */
export function callOf(object: PyObject, args: PyTuple): { parts: readonly PyValue[]; closing: number } {
  if (object.how === "instance") return { parts: [object.callable, ...args.items], closing: Op.OBJ };
  if (object.how === "reduce") return { parts: [object.callable, args], closing: Op.REDUCE };
  if (object.kwargs === undefined) return { parts: [object.callable, args], closing: Op.NEWOBJ };
  return { parts: [object.callable, args, object.kwargs], closing: Op.NEWOBJ_EX };
}

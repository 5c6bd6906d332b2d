import { ModelError } from "../../errors.js";
import { defaultLimits, type Limits } from "../../limits.js";
import type { Note } from "../container.js";
import { type MachineOptions, PickleMachine } from "./machine.js";
import type { GlobalUse } from "./stack.js";
import type { PyValue } from "./values.js";

/** One pickle, read. */
export interface Pickle {
  readonly root: PyValue;
  readonly protocol: number;
  /** Where it begins, and where the byte behind its STOP is. */
  readonly start: number;
  readonly end: number;
  /** Every place that names a class or function, in order. */
  readonly globals: readonly GlobalUse[];
  readonly notes: readonly Note[];
}

/** Pickles in one file; each costs a machine. */
export const MAX_PICKLES = 100_000;

/** Reads the one pickle that begins at `options.offset`; what follows its STOP is not looked at. */
export function readPickle(bytes: Uint8Array, options: MachineOptions = {}): Pickle {
  const start = options.offset ?? 0;
  const machine = new PickleMachine(bytes, options);
  const root = machine.run();
  return { root, protocol: machine.protocol, start, end: machine.position, globals: machine.globals, notes: machine.notes };
}

/** Everything in a file of pickles. */
export interface Pickles {
  readonly pickles: readonly Pickle[];
  /** Of all pickles, and of what lies behind them. */
  readonly notes: readonly Note[];
  /** Bytes that belong to pickles; what is behind is in the notes. */
  readonly end: number;
}

/**
 * Reads pickles one behind the other (`pickle.dump` called several times on one file). The first has to be whole; behind it,
 * bytes that are no pickle are noted. Every pickle after the first is noted too: `pickle.load` sees only one.
 */
export function readPickles(bytes: Uint8Array, options: MachineOptions = {}): Pickles {
  let limits: Limits = options.limits ?? defaultLimits;
  const first = readPickle(bytes, options);
  const pickles = [first];
  const notes: Note[] = [...first.notes];
  let end = first.end;
  while (end < bytes.length) {
    if (pickles.length >= MAX_PICKLES)
      throw new ModelError("pickle/limit", `More than ${MAX_PICKLES} pickles in one file.`, place(options, end));
    limits = { ...limits, maxOpcodes: limits.maxOpcodes - (end - (pickles.at(-1)?.start ?? 0)) };
    let next: Pickle;
    try {
      next = readPickle(bytes, { ...options, limits, offset: end });
    } catch (error) {
      if (!(error instanceof ModelError) || error.code === "pickle/limit") throw error;
      notes.push({
        code: "trailing-data",
        message: `${bytes.length - end} bytes behind the last pickle are no pickle: ${error.message}`,
        offset: end,
      });
      break;
    }
    if (pickles.length === 1)
      notes.push({ code: "second-pickle", message: "Another pickle follows the first; pickle.load reads one.", offset: end });
    notes.push(...next.notes);
    pickles.push(next);
    end = next.end;
  }
  return { pickles, notes, end };
}

function place(options: MachineOptions, offset: number): { where: string; offset: number } {
  return { where: options.where ?? "pickle", offset };
}

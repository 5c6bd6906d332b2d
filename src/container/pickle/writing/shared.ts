import { type Cells, PyDict, PyGlobal, PyObject, PyPersistent, PySet, PyTuple, type PyValue } from "../values.js";
import { RepeatedTexts } from "./texts.js";

/** What a pickle has to remember: everything that is met more than once, cycles included. Texts and names count by content. */
export interface Shared {
  readonly objects: ReadonlySet<object>;
  readonly texts: RepeatedTexts;
  /** Paths of {@link globalKey}. */
  readonly globals: ReadonlySet<string>;
  /**
   * A tuple, a frozenset or a call holds itself: it is begun again inside of itself before it can be made, and that ends only
   * where a container in between is remembered. Then everything is, as CPython does.
   */
  readonly entangled: boolean;
}

/** Parts of a value that are being walked; `maker` is the value that cannot be made without them. */
interface Walk {
  readonly parts: Cells;
  readonly maker: object | undefined;
  next: number;
}

/** Walks all that a value reaches, once, in the order in which it is written. */
export function findShared(root: PyValue): Shared {
  const met = new Set<object>();
  const objects = new Set<object>();
  const metGlobals = new Set<string>();
  const globals = new Set<string>();
  const texts = new RepeatedTexts();
  const unmade = new Set<object>();
  let entangled = false;
  const open: Walk[] = [{ parts: [root], maker: undefined, next: 0 }];
  for (let walk = open.at(-1); walk !== undefined; walk = open.at(-1)) {
    if (walk.next === walk.parts.length) {
      open.pop();
      if (walk.maker) unmade.delete(walk.maker);
      continue;
    }
    const value = walk.parts.at(walk.next++) as PyValue;
    if (typeof value === "string") texts.meet(value);
    else if (value instanceof PyGlobal) {
      const key = globalKey(value);
      if (metGlobals.has(key)) globals.add(key);
      else metGlobals.add(key);
    } else if (typeof value === "object" && value !== null) {
      if (met.has(value)) {
        objects.add(value);
        entangled ||= unmade.has(value);
        continue;
      }
      met.add(value);
      const { before, after } = partsOf(value);
      for (let i = after.length - 1; i >= 0; i--) open.push({ parts: after[i] as Cells, maker: undefined, next: 0 });
      if (before.length === 0) continue;
      unmade.add(value);
      open.push({ parts: before, maker: value, next: 0 });
    }
  }
  return { objects, texts, globals, entangled };
}

/** Names are the same wherever they stand. */
export function globalKey({ module, name }: PyGlobal): string {
  return `${module}\n${name}`;
}

const none: readonly PyValue[] = [];
const nothing: readonly Cells[] = [];

/** What is written before a value is made, and what is put into it after. */
function partsOf(value: PyValue & object): { before: Cells; after: readonly Cells[] } {
  if (Array.isArray(value)) return { before: none, after: [value] };
  // Below protocol 4 a set is a call, too.
  if (value instanceof PyTuple || value instanceof PySet) return { before: value.items, after: nothing };
  if (value instanceof PyDict) return { before: none, after: [value.cells()] };
  if (value instanceof PyPersistent) return { before: [value.id], after: nothing };
  if (!(value instanceof PyObject)) return { before: none, after: nothing };
  const { callable, args, kwargs, states, appended = none, items } = value;
  const before = kwargs === undefined ? [callable, args] : [callable, args, kwargs];
  return { before, after: [appended, items?.cells() ?? none, states] };
}

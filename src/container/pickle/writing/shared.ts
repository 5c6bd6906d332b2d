import { PyDict, PyGlobal, PyObject, PyPersistent, PySet, PyTuple, type PyValue } from "../values.js";

/** What a pickle has to remember: everything that is met more than once, cycles included. Texts and names count by content. */
export interface Shared {
  readonly objects: ReadonlySet<object>;
  readonly texts: ReadonlySet<string>;
  /**
   * A tuple, a frozenset or a call holds itself: it is begun again inside of itself before it can be made, and that ends only
   * where a container in between is remembered. Then everything is, as CPython does.
   */
  readonly entangled: boolean;
}

/** Texts longer than this are hardly ever the same; looking costs their length. */
const MAX_TEXT = 256;

/** On the stack behind the parts that a value cannot be made without. */
class Made {
  constructor(readonly value: object) {}
}

/** Walks all that a value reaches, once, in the order in which it is written. */
export function findShared(root: PyValue): Shared {
  const met = new Set<object>();
  const objects = new Set<object>();
  const metTexts = new Set<string>();
  const texts = new Set<string>();
  const unmade = new Set<object>();
  let entangled = false;
  const open: (PyValue | Made)[] = [root];
  while (open.length > 0) {
    const value = open.pop() as PyValue | Made;
    if (value instanceof Made) {
      unmade.delete(value.value);
      continue;
    }
    const text = textKey(value);
    if (text !== undefined) {
      if (metTexts.has(text)) texts.add(text);
      else metTexts.add(text);
    } else if (typeof value === "object" && value !== null) {
      if (met.has(value)) {
        objects.add(value);
        entangled ||= unmade.has(value);
      } else {
        met.add(value);
        const { before, after } = partsOf(value);
        pushReversed(open, after);
        if (before.length === 0) continue;
        unmade.add(value);
        open.push(new Made(value));
        pushReversed(open, before);
      }
    }
  }
  return { objects, texts, entangled };
}

function pushReversed(stack: (PyValue | Made)[], items: readonly PyValue[]): void {
  for (let i = items.length - 1; i >= 0; i--) stack.push(items[i] as PyValue);
}

/** How a text or a name counts as met before: the two apart, as neither may begin with what marks the other. */
export function textKey(value: PyValue): string | undefined {
  if (typeof value === "string") return value.length <= MAX_TEXT ? `s${value}` : undefined;
  if (value instanceof PyGlobal) return `g${value.module}\n${value.name}`;
  return undefined;
}

const none: readonly PyValue[] = [];

/** What is written before a value is made, and what is put into it after. */
function partsOf(value: PyValue & object): { before: readonly PyValue[]; after: readonly PyValue[] } {
  if (Array.isArray(value)) return { before: none, after: value };
  // Below protocol 4 a set is a call, too.
  if (value instanceof PyTuple || value instanceof PySet) return { before: value.items, after: none };
  if (value instanceof PyDict) return { before: none, after: value.entries().flat() };
  if (value instanceof PyPersistent) return { before: [value.id], after: none };
  if (!(value instanceof PyObject)) return { before: none, after: none };
  const { callable, args, kwargs, states, appended = none, items } = value;
  const before = kwargs === undefined ? [callable, args] : [callable, args, kwargs];
  return { before, after: [...appended, ...(items?.entries().flat() ?? none), ...states] };
}

import type { Deferred, PyValue } from "./values.js";

type Part = Deferred<readonly PyValue[]> | PyValue[];

/** What stands in for a list, by the list that opcodes began to fill. */
const standIns = new WeakMap<readonly PyValue[], PyValue[]>();
/** What is still to be put into a list that nobody looked into. */
const waiting = new WeakMap<readonly PyValue[], Part[]>();

const traps = ["get", "set", "has", "deleteProperty", "ownKeys", "getOwnPropertyDescriptor", "defineProperty"] as const;

/**
 * Puts items that are made later behind those of a list, and answers what stands for the list from then on: lists are JavaScript arrays
 * for all who read them, and only a proxy can be one and wait until it is looked into. Once it was, it has no traps any more.
 */
export function deferItems(list: PyValue[], part: Part): PyValue[] {
  const known = waiting.get(list);
  if (known !== undefined) {
    known.push(part);
    return list;
  }
  const parts = [part];
  const handler: Record<string, unknown> = {};
  const standIn = new Proxy(list, handler as ProxyHandler<PyValue[]>);
  for (const trap of traps)
    handler[trap] = (...args: unknown[]) => {
      for (const each of traps) delete handler[each];
      waiting.delete(standIn);
      for (const next of parts) for (const item of isDeferred(next) ? next.take() : next) list.push(item);
      return Reflect.apply(Reflect[trap], Reflect, args);
    };
  waiting.set(standIn, parts);
  standIns.set(list, standIn);
  return standIn;
}

/** Puts what lies on the stack above `from` behind the items of a list, without looking into it. */
export function appendItems(list: PyValue[], stack: readonly PyValue[], from: number): void {
  const parts = waiting.get(list);
  const held = parts === undefined ? list : heldOf(parts);
  for (let i = from; i < stack.length; i++) held.push(stack[i] as PyValue);
}

/** Items at the end of a list that are there already. */
export function itemsHeld(list: PyValue[]): number {
  const last = waiting.get(list)?.at(-1) ?? list;
  return isDeferred(last) ? 0 : last.length;
}

/** Takes items away that will be made later: all but the first `count` of those that {@link itemsHeld} counts. */
export function cutItems(list: PyValue[], count: number): void {
  const parts = waiting.get(list);
  (parts === undefined ? list : heldOf(parts)).length = count;
}

function heldOf(parts: Part[]): PyValue[] {
  const last = parts.at(-1);
  if (last !== undefined && !isDeferred(last)) return last;
  const held: PyValue[] = [];
  parts.push(held);
  return held;
}

/** The list itself, or what stands in for it. */
export function standInOf(list: PyValue[]): PyValue[] {
  return standIns.get(list) ?? list;
}

function isDeferred(part: Part): part is Deferred<readonly PyValue[]> {
  return "take" in part;
}

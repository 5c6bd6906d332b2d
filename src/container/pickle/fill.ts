import { keyOf } from "./keys.js";
import { appendItems, deferItems } from "./lazy-list.js";
import type { Filled, Region } from "./region.js";
import { type Deferred, PyDict, PyObject, PySet, type PyValue } from "./values.js";

/**
 * The four ways in which opcodes fill an object. Each answers false where the target does not take it: lists and list
 * subclasses append, dicts and their subclasses set items, sets add; an unexecuted call may be any of them.
 */
export function append(target: PyValue | undefined, stack: PyValue[], from: number): boolean {
  if (target instanceof PyObject) target.appended ??= [];
  const list = target instanceof PyObject ? target.appended : target;
  if (!Array.isArray(list)) return false;
  appendItems(list, stack, from);
  return true;
}

export function setItems(target: PyValue | undefined, stack: PyValue[], from: number): boolean {
  if (target instanceof PyObject) target.items ??= new PyDict();
  const dict = target instanceof PyObject ? target.items : target;
  if (!(dict instanceof PyDict)) return false;
  for (let i = from; i + 1 < stack.length; i += 2) dict.set(stack[i] as PyValue, stack[i + 1] as PyValue);
  return true;
}

export function addItems(target: PyValue | undefined, stack: PyValue[], from: number): boolean {
  if (target instanceof PySet && !target.frozen) {
    for (let i = from; i < stack.length; i++) target.add(stack[i] as PyValue);
    return true;
  }
  return target instanceof PyObject && append(target, stack, from);
}

/** What a region may fill, and with what it is filled; undefined where it has to be filled at once. @throws pickle/build for a key that Python cannot hash */
export function filledLater(target: PyValue | undefined, stack: readonly PyValue[], from: number, setting: boolean): Filled | undefined {
  if (!setting) return Array.isArray(target) || target instanceof PyObject ? "list" : undefined;
  if (!(target instanceof PyDict || target instanceof PyObject)) return undefined;
  for (let i = from; i < stack.length; i += 2) if (typeof stack[i] === "object") keyOf(stack[i] as PyValue);
  return "dict";
}

/** Fills an object with what a region comes to, once someone looks; answers what stands for the object from now on. */
export function fillLater(target: PyValue, region: Region): PyValue {
  const list = region as Deferred<PyValue[]>;
  const dict = region as Deferred<PyDict>;
  if (Array.isArray(target)) return deferItems(target, list);
  if (target instanceof PyDict) target.defer(dict);
  else if (target instanceof PyObject && region.kind === "list") target.appended = deferItems(target.appended ?? [], list);
  else if (target instanceof PyObject) {
    target.items ??= new PyDict();
    target.items.defer(dict);
  }
  return target;
}

/** What a value is called in messages. */
export function kindOf(value: PyValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Uint8Array) return "bytes";
  return typeof value === "object" ? `a ${value.constructor.name}` : `a ${typeof value}`;
}

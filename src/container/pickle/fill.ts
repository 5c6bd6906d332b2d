import { PyDict, PyObject, PySet, type PyValue } from "./values.js";

/**
 * The four ways in which opcodes fill an object. Each answers false where the target does not take it: lists and list
 * subclasses append, dicts and their subclasses set items, sets add; an unexecuted call may be any of them.
 */
export function append(target: PyValue | undefined, stack: PyValue[], from: number): boolean {
  if (target instanceof PyObject) target.appended ??= [];
  const list = target instanceof PyObject ? target.appended : target;
  if (!Array.isArray(list)) return false;
  for (let i = from; i < stack.length; i++) list.push(stack[i] as PyValue);
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

/** What a value is called in messages. */
export function kindOf(value: PyValue | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "None";
  if (Array.isArray(value)) return "a list";
  if (value instanceof Uint8Array) return "bytes";
  return typeof value === "object" ? `a ${value.constructor.name}` : `a ${typeof value}`;
}

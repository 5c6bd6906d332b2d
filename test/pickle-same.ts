import {
  Py2String,
  PyBuffer,
  PyByteArray,
  PyDict,
  PyExtension,
  PyGlobal,
  PyObject,
  PyPersistent,
  PySet,
  PyTuple,
  type PyValue,
} from "../src/container/pickle/values.js";

/** Where two graphs of inert values differ, sharing included; undefined where they do not. */
export function difference(first: PyValue, second: PyValue): string | undefined {
  const there = new Map<object, object>();
  const back = new Map<object, object>();
  const open: [PyValue, PyValue, string][] = [[first, second, "$"]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [a, b, where] = pair;
    if (typeof a !== "object" || a === null || typeof b !== "object" || b === null) {
      if (!Object.is(a, b)) return `${where}: ${String(a)} and ${String(b)}`;
      continue;
    }
    if (a.constructor !== b.constructor) return `${where}: ${a.constructor.name} and ${b.constructor.name}`;
    if (there.has(a) || back.has(b)) {
      if (there.get(a) !== b || back.get(b) !== a) return `${where}: shared in one, not in the other`;
      continue;
    }
    there.set(a, b);
    back.set(b, a);
    const [x, y] = [partsOf(a), partsOf(b)];
    if (x.atom !== y.atom || x.children.length !== y.children.length) return `${where}: ${x.atom} and ${y.atom}`;
    x.children.forEach((child, i) => {
      open.push([child, y.children[i] as PyValue, `${where}.${i}`]);
    });
  }
  return undefined;
}

function partsOf(value: PyValue & object): { atom: string; children: readonly PyValue[] } {
  if (Array.isArray(value)) return { atom: "list", children: value };
  if (value instanceof PyTuple) return { atom: "tuple", children: value.items };
  if (value instanceof PySet) return { atom: String(value.frozen), children: value.items };
  if (value instanceof PyDict) return { atom: "dict", children: value.entries().flat() };
  if (value instanceof Uint8Array) return { atom: Buffer.from(value).toString("hex"), children: [] };
  if (value instanceof PyByteArray || value instanceof Py2String) return { atom: Buffer.from(value.data).toString("hex"), children: [] };
  if (value instanceof PyGlobal) return { atom: value.path, children: [] };
  if (value instanceof PyPersistent) return { atom: "persistent", children: [value.id] };
  if (value instanceof PyExtension) return { atom: String(value.code), children: [] };
  if (value instanceof PyBuffer) return { atom: String(value.readonly), children: [value.data ?? null] };
  if (!(value instanceof PyObject)) throw new Error("unknown value");
  const { how, callable, args, kwargs, states, appended, items } = value;
  const atom = `${how} ${kwargs !== undefined} ${states.length} ${appended?.length ?? 0} ${items?.size ?? 0}`;
  return {
    atom,
    children: [callable, args, ...(kwargs ? [kwargs] : []), ...states, ...(appended ?? []), ...(items?.entries().flat() ?? [])],
  };
}

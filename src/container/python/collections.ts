import { PyDict, PyTuple, type PyValue } from "../pickle/values.js";
import { dictFrom } from "./builtins.js";
import { itemsOf, onlyState } from "./content.js";
import type { Reconstructor } from "./real.js";
import { PyPartial } from "./real.js";

/** Read as a plain dict; the record keeps what is special about it. Python 2 passes a list of pairs. */
const dicts: Reconstructor = {
  calls: ["collections.OrderedDict", "collections.Counter"],
  read: (record, context) => dictFrom(record.args.items, record.items, context),
};

/** `defaultdict(factory)`: the factory makes what is missing, which reading never needs. */
const defaultdict: Reconstructor = {
  calls: ["collections.defaultdict"],
  read: (record, context) => dictFrom([], record.items, context) && dictFrom(record.args.items.slice(1), record.items, context),
};

/** `deque(iterable, maxlen)`, filled by APPENDS; read as a list. */
const deque: Reconstructor = {
  calls: ["collections.deque"],
  read: (record, context) => {
    const items = record.args.items.length === 0 ? [] : itemsOf(context.realize(record.args.items[0] ?? null));
    return items && [...items, ...(record.appended ?? [])];
  },
};

/** `partial(func)` with the state (func, args, keywords, dict); Python 2.7 has the same. */
const partial: Reconstructor = {
  calls: ["functools.partial", "_functools.partial"],
  read: (record) => {
    const state = onlyState(record);
    const [func, args, keywords] = state instanceof PyTuple ? state.items : [];
    if (func === undefined || !(args instanceof PyTuple) || !(keywords === null || keywords instanceof PyDict)) return undefined;
    const named = new Map<string, PyValue>(keywords?.strings() ?? []);
    return new PyPartial(func, args.items, named);
  },
};

export const collections: readonly Reconstructor[] = [dicts, defaultdict, deque, partial];

import { PyDict, PyGlobal, type PyObject, PyTuple, type PyValue } from "../pickle/values.js";
import { onlyState, textOf } from "./content.js";
import { type Context, PyRandom, type Reconstructor } from "./real.js";

const generators: ReadonlySet<string> = new Set(["MT19937", "PCG64", "PCG64DXSM", "Philox", "SFC64"]);

/** What the first argument says: a name, a class, or (since NumPy 1.24) a bit generator with its state. */
function source(record: PyObject, context: Context): { name: string; state: PyValue | undefined } | undefined {
  const first = context.realize(record.args.items[0] ?? "MT19937");
  if (first instanceof PyRandom) return { name: first.bitGenerator, state: first.state };
  const name = first instanceof PyGlobal ? first.name : textOf(first);
  return name !== undefined && generators.has(name) ? { name, state: undefined } : undefined;
}

/** Since NumPy 1.24 a bit generator's state is (state dict, seed sequence). */
function stateOf(record: PyObject): PyValue | undefined {
  const state = onlyState(record);
  const [first] = state instanceof PyTuple ? state.items : [];
  return first instanceof PyDict ? first : (state ?? undefined);
}

const random = (kind: PyRandom["kind"], calls: readonly string[]): Reconstructor => ({
  calls,
  read: (record, context) => {
    const from = source(record, context);
    const state = stateOf(record) ?? from?.state;
    return from && state !== undefined ? new PyRandom(kind, from.name, state) : undefined;
  },
});

/** Before NumPy 1.17 there was `numpy.random.__RandomState_ctor()` with the state ("MT19937", key, pos, has_gauss, cached). */
export const numpyRandom: readonly Reconstructor[] = [
  random("RandomState", [
    "numpy.random._pickle.__randomstate_ctor",
    "numpy.random.__RandomState_ctor",
    "numpy.random.mtrand.__RandomState_ctor",
    "mtrand.__RandomState_ctor",
  ]),
  random("Generator", ["numpy.random._pickle.__generator_ctor"]),
  random("BitGenerator", ["numpy.random._pickle.__bit_generator_ctor"]),
];

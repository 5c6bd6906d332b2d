import { ModelError } from "../../errors.js";
import { type CompressChoice, compress as pack } from "../codec/compress.js";
import { hasObjects } from "../npy/descr.js";
import { PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "../pickle/values.js";
import { pickleChunks, type Substitute, type WriteProtocol } from "../pickle/write.js";
import { NdArray } from "../python/array.js";
import { realize } from "../python/realize.js";
import { dtypeRecord } from "./ndarray-record.js";

export interface JoblibWriteOptions {
  /** How the whole is packed; nothing where undefined. */
  readonly compress?: CompressChoice | undefined;
  /** Of the pickle; 4, Python's own since 3.8. */
  readonly protocol?: WriteProtocol;
}

/** Where an array's bytes begin (joblib/numpy_pickle.py, NUMPY_ARRAY_ALIGNMENT_BYTES), for `mmap_mode`. */
const ALIGNMENT = 16;
const PADDING = 0xff;
const USUAL_PROTOCOL = 4;

/**
 * Classes whose bytes leave the pickle. joblib takes `matrix` out, too, and under NumPy 2 reads it back as an ndarray; a matrix that stays
 * in the pickle stays a matrix.
 */
const arrayClass = /^numpy\.(ndarray|memmap|_?core\.memmap\.memmap)$/;
const makers = /^numpy\._?core\.(multiarray\._reconstruct|numeric\._frombuffer)$/;

/**
 * A value as today's `joblib.dump` writes it: a pickle in which each array stands as a NumpyArrayWrapper, followed by its bytes, aligned
 * to 16, so that `joblib.load(mmap_mode=…)` maps them where nothing is packed.
 * @throws pickle/write where the protocol cannot hold a value
 */
export function writeJoblib(root: PyValue, options: JoblibWriteOptions = {}): Iterable<Uint8Array> | AsyncIterable<Uint8Array> {
  const protocol = options.protocol ?? USUAL_PROTOCOL;
  const chunks = pickleChunks(root, { protocol, substitution: (object) => substitute(object, protocol) });
  return options.compress ? pack(options.compress, chunks) : chunks;
}

const wrapperClass = new PyGlobal("joblib.numpy_pickle", "NumpyArrayWrapper");
const ndarray = new PyGlobal("numpy", "ndarray");

function substitute(object: PyObject, protocol: WriteProtocol): Substitute | undefined {
  if (object.how !== "reduce" || !makers.test(object.callablePath)) return undefined;
  const isBuffer = object.callablePath.endsWith("_frombuffer");
  const subclass = isBuffer ? ndarray : object.cls;
  const array = arrayOf(object);
  if (array === undefined || subclass === undefined || !arrayClass.test(subclass.path)) return undefined;
  const objects = hasObjects(array.dtype);
  const attributes = new PyDict();
  attributes.set("subclass", subclass);
  attributes.set("shape", new PyTuple(array.shape.map(BigInt)));
  attributes.set("order", array.fortran && array.shape.length > 1 ? "F" : "C");
  attributes.set("dtype", dtypeOf(object, isBuffer) ?? dtypeRecord(array.dtype));
  attributes.set("allow_mmap", !objects);
  attributes.set("numpy_array_alignment_bytes", BigInt(ALIGNMENT));
  // A new wrapper each time: like joblib, an array that is used twice is written twice.
  const value = new PyObject("newobj", wrapperClass, new PyTuple([]));
  value.states.push(attributes);
  const { bytes } = array;
  // joblib pickles arrays of objects by protocol 5; by that of the file, whatever reads the one reads the other.
  if (objects || bytes === undefined) return { value, bytes: () => pickleChunks(object, { protocol }) };
  return { value, bytes: (position) => [paddingAt(position), bytes] };
}

/** The array that a record stands for; undefined where it is none, or a malformed one, which is then written as it was read. */
function arrayOf(object: PyObject): NdArray | undefined {
  try {
    const array = realize(object);
    return array instanceof NdArray ? array : undefined;
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

/** The dtype's own record, with whatever it has beyond what NumPy's text for it says (metadata, alignment). */
function dtypeOf(object: PyObject, isBuffer: boolean): PyValue | undefined {
  if (isBuffer) return object.args.items[1];
  const state = object.states[0];
  return state instanceof PyTuple ? state.items.at(-3) : undefined;
}

/** A byte that tells how many bytes of padding follow it (at least one, as joblib has it), and those. */
function paddingAt(position: number): Uint8Array {
  const length = ALIGNMENT - ((position + 1) % ALIGNMENT);
  const padding = new Uint8Array(1 + length).fill(PADDING);
  padding[0] = length;
  return padding;
}

/**
 * Every code that a {@link ModelError} can carry, with its meaning. `docs/errors.md` explains each to users; a test holds
 * the two together.
 */
export const errorCodes = {
  "bytes/not-found": "The file or folder does not exist, or cannot be read.",
  "bytes/eof": "The bytes end before what they announce.",
  "bytes/too-large": "A size is beyond a limit.",
  "bytes/write": "The file could not be written; what was there before is untouched.",
  "format/unknown": "The content is of no format that Brine reads.",
  "format/ambiguous": "Two readers claim the content equally.",
  "format/write": "There is no writer for this format, or it cannot hold this model.",
  "pickle/opcode": "A byte that is no pickle opcode, or one that the protocol forbids here.",
  "pickle/stack": "An opcode finds the stack or the memo without what it needs.",
  "pickle/argument": "An opcode's argument is malformed.",
  "pickle/limit": "The pickle is larger, deeper or longer than a limit allows.",
  "pickle/value": "A reconstructor got arguments that cannot make its value.",
  "pickle/build": "An opcode that fills an object met one that it does not fit.",
  "pickle/write": "A value cannot be written as a pickle of this protocol.",
  "joblib/array": "An array of a joblib file is malformed.",
  "joblib/sibling": "An array file beside an old joblib file is missing or named by a path.",
  "npy/header": "The header of a .npy file is malformed.",
  "zip/malformed": "A zip archive is malformed.",
  "zip/entry": "An entry of a zip archive is missing, encrypted, packed by an unknown method, or has a name that is refused.",
  "json/malformed": "A JSON text is malformed.",
  "safetensors/malformed": "A .safetensors file is malformed.",
  "hdf5/malformed": "An HDF5 file is malformed.",
  "hdf5/unsupported": "An HDF5 file is sound, but uses a type or a filter that Brine does not read.",
  "hdf5/external": "An HDF5 file refers to data in other files, which are never opened.",
  "hdf5/limit": "An HDF5 file is nested deeper or holds more values than a limit allows.",
  "bundle/malformed": "The index of a TensorFlow checkpoint is malformed.",
  "bundle/checksum": "Bytes of a TensorFlow checkpoint do not have the checksum that they should.",
  "bundle/shard": "A data file of a TensorFlow checkpoint is missing.",
  "codec/corrupt": "A compressed stream is damaged.",
  "codec/missing": "The package that handles this compression is not installed.",
  "numpy/dtype": "A NumPy dtype that Brine does not know.",
  "numpy/shape": "An array whose shape, strides and bytes do not agree.",
  "sklearn/unknown-class": "A class that no decoder knows; supply it through `custom`.",
  "sklearn/missing": "A fitted attribute or parameter that the class needs is not in the file.",
  "sklearn/attribute": "An attribute in the file is not of the kind that the class declares.",
  "sklearn/unsupported": "The estimator is known, but this setting of it cannot be computed.",
  "keras/config": "The configuration of a Keras model is malformed, or contradicts itself.",
  "keras/unknown-layer": "A layer of a class that Brine does not know; supply it through `custom`.",
  "keras/unsupported": "The layer is known, but this setting of it cannot be computed.",
  "keras/weights": "Variables that a layer needs are not in the file, or do not fit its configuration.",
  "tensorflow/malformed": "A SavedModel or a graph of TensorFlow is malformed.",
  "tensorflow/graph": "A TensorFlow graph contradicts itself: a node, a function or an input that is not there, or does not fit.",
  "tensorflow/unknown-op": "A node of a TensorFlow graph is of an op that Brine does not know.",
  "tensorflow/unsupported": "The op is known, but this use of it cannot be computed.",
  "tensorflow/weights": "A variable that the graph reads is not in the checkpoint.",
  "model/part": "The file holds no model under this name.",
  "model/method": "The model does not offer this method.",
  "model/not-a-model": "The file opened, but what it holds is not a model.",
  "input/shape": "The input has the wrong number of rows, columns or dimensions.",
  "input/dtype": "The input holds values of a kind that the model cannot take.",
  "input/value": "The input holds a value that the model refuses.",
  "input/names": "The columns of the input are not those that the model was fitted on.",
  "graph/spec": "A graph breaks the spec of one of its ops.",
  "graph/unsupported": "An op or a dtype that no runtime can run.",
  "onnx/no-standard-op": "A step of the model has no equivalent in standard ONNX.",
  "onnx/malformed": "An ONNX file is malformed.",
  "runtime/missing": "The optional package that this needs is not installed.",
  "table/parse": "A table of inputs could not be parsed.",
  "cli/usage": "The command line is not understood.",
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Where an error happened, for people and for programs. */
export interface ErrorPlace {
  /** The file, entry, estimator, attribute or op. */
  readonly where?: string;
  /** Byte offset inside `where`. */
  readonly offset?: number;
  /** The Python exception that the framework would have raised, such as `ValueError`. */
  readonly python?: string;
  readonly cause?: unknown;
}

/** The only error that Brine throws on purpose: what, where, the number, and what to do next. */
export class ModelError extends Error {
  override readonly name = "ModelError";
  readonly code: ErrorCode;
  readonly where: string | undefined;
  readonly offset: number | undefined;
  readonly python: string | undefined;

  constructor(code: ErrorCode, message: string, place: ErrorPlace = {}) {
    super(message, place.cause === undefined ? undefined : { cause: place.cause });
    this.code = code;
    this.where = place.where;
    this.offset = place.offset;
    this.python = place.python;
  }
}

/**
 * Work on what a file holds. Attributes that contradict each other in a way that no check foresaw end here, as an error of Brine's own
 * that keeps its cause: `where` and the original stack tell which check is missing.
 */
export function guarded<T>(code: ErrorCode, what: () => string, where: string, work: () => T): T {
  try {
    return work();
  } catch (cause) {
    throw contradiction(code, what(), where, cause);
  }
}

/** The error itself where it is a ModelError, else one that keeps it. */
export function contradiction(code: ErrorCode, what: string, where: string, cause: unknown): ModelError {
  if (cause instanceof ModelError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  return new ModelError(code, `${what}: what the file holds contradicts itself (${reason}).`, { where, cause });
}

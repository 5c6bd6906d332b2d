import { type Custom, engine, readers } from "./builtins.js";
import { openSource, type SourceInput } from "./bytes/open.js";
import { defaultLimits, type Limits } from "./limits.js";
import { read } from "./model/load.js";
import { Model } from "./model/model.js";
import type { ScanReport } from "./scan/evidence.js";
import { folderScanner } from "./scan/folder.js";
import { hdf5Scanner } from "./scan/keras/hdf5.js";
import { jsonScanner } from "./scan/keras/json.js";
import { npyScanner } from "./scan/npy.js";
import { pickleScanner } from "./scan/pickle.js";
import { safetensorsScanner } from "./scan/safetensors.js";
import { graphDefScanner, savedModelScanner } from "./scan/saved-model.js";
import { scanSource } from "./scan/scan.js";
import { zipScanner } from "./scan/zip.js";
import { type Verification, type VerifyOptions, verifyModels } from "./verify/verify.js";

export type { SourceInput } from "./bytes/open.js";
export type { ByteSource } from "./bytes/source.js";
export { type ErrorCode, errorCodes, ModelError } from "./errors.js";
export { defaultLimits, type Limits } from "./limits.js";
export { always, defineLayer, state, when } from "./lower/keras/define.js";
export { defineCell } from "./lower/keras/recurrent/cell.js";
export { defineEstimator, defineMeta } from "./lower/sklearn/define.js";
export { either, field, oneOf, withDefault } from "./lower/sklearn/fields.js";
export type { ModelInput } from "./model/form.js";
export { type Answer, type CallOptions, type LayerSummary, Model } from "./model/model.js";
export type { Finding, ScanReport } from "./scan/evidence.js";
export { CsrMatrix } from "./sparse.js";
export { Table } from "./table.js";
export { type DType, float32, float64, int64, strings, Tensor } from "./tensor.js";
export type { Difference, Tolerance } from "./verify/difference.js";
export type { Verification, VerifyOptions } from "./verify/verify.js";

export interface LoadOptions {
  /** Limits to change; see {@link Limits}. */
  readonly limits?: Partial<Limits>;
  /** Definitions of classes that Brine does not know, by full path: `{ "acme.Scaler": defineEstimator(…) }`; Keras layers by the name they were registered under: `{ "acme>Scale": defineLayer(…) }`. */
  readonly custom?: Custom;
  /** The file that holds the weights, where the model's has none (a Keras architecture in JSON) or others are wanted. */
  readonly weights?: SourceInput;
}

/**
 * Opens a model that Python saved: a path, `path#part`, URL, bytes, Blob or ByteSource. Found by content, never by extension;
 * nothing in the file is executed.
 * @throws ModelError with a code, the place and what to do
 */
export async function load(input: SourceInput, options: LoadOptions = {}): Promise<Model> {
  const source = await read(input, readers(options.custom), options.limits, options.weights);
  return new Model(source, await engine(source, options.custom));
}

/**
 * What opening a file in Python would execute: every name in a pickle or joblib file, every class and function that a Keras file (HDF5,
 * `.keras`, JSON) configures, judged. Nothing is executed here. docs/scan.md says what `clean` covers.
 * @throws ModelError only where the file cannot be opened at all
 */
export async function scan(input: SourceInput, options: { readonly limits?: Partial<Limits> } = {}): Promise<ScanReport> {
  const source = await openSource(input);
  try {
    return await scanSource(source, scanners, pickleScanner, { ...defaultLimits, ...options.limits });
  } finally {
    await source.close?.();
  }
}

/** Pickles of protocol 2 and newer say what they are; what no scanner claims is looked at as an older or packed one. */
const scanners = [
  folderScanner,
  savedModelScanner,
  graphDefScanner,
  hdf5Scanner,
  zipScanner,
  jsonScanner,
  npyScanner,
  safetensorsScanner,
  pickleScanner,
];

/**
 * Compares two models, given as such or as files: configuration, weights by name, and with `inputs` predictions.
 * @returns what differs; `equal` where nothing does
 */
export async function verify(
  a: Model | SourceInput,
  b: Model | SourceInput,
  options: VerifyOptions & LoadOptions = {},
): Promise<Verification> {
  const open = (side: Model | SourceInput) => (side instanceof Model ? side : load(side, options));
  return verifyModels(await open(a), await open(b), options);
}

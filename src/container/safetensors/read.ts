import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { bytesPerElement, type DType, Tensor, type TypedData } from "../../tensor.js";
import { type JsonValue, parseJson } from "../json/parse.js";
import { dtypes, LENGTH_BYTES, MAX_HEADER, METADATA } from "./dtypes.js";
import type { SafetensorsFile } from "./format.js";

type JsonObject = { readonly [key: string]: JsonValue };

interface Entry {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
  /** From the end of the header on. */
  readonly begin: number;
  readonly end: number;
}

/**
 * A .safetensors file (huggingface/safetensors: the format in README.md, SafeTensors::read_metadata): an eight-byte length, a header of JSON,
 * the arrays one behind the other without gaps. Every byte belongs to one array, so that nothing can be hidden between them.
 * @throws ModelError `safetensors/malformed`, `bytes/too-large`
 */
export async function readSafetensors(source: ByteSource, limits: Limits): Promise<SafetensorsFile> {
  const { name: where, size } = source;
  const fail = (what: string, offset = 0): never => {
    throw new ModelError("safetensors/malformed", `${where} is no sound safetensors file: ${what}.`, { where, offset });
  };
  if (size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${where} has ${size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, { where });
  if (size < LENGTH_BYTES) fail(`it has ${size} bytes`);
  const first = await source.read(0, LENGTH_BYTES);
  const length = new DataView(first.buffer, first.byteOffset, first.byteLength).getBigUint64(0, true);
  if (length > MAX_HEADER || Number(length) > size - LENGTH_BYTES) fail(`it announces a header of ${length} bytes`);
  const header = headerOf(await source.read(LENGTH_BYTES, Number(length)), where, fail);
  const start = LENGTH_BYTES + Number(length);
  const entries = Object.entries(header)
    .filter(([name]) => name !== METADATA)
    .map(([name, value]) => entryOf(name, value, fail))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let at = 0;
  for (const { name, begin, end } of entries) {
    if (begin !== at) fail(`${shown(name)} begins at ${begin}, and the arrays before it end at ${at}`, start + begin);
    at = end;
  }
  if (start + at !== size) fail(`its arrays end at ${start + at}, and the file has ${size} bytes`, start + at);
  const tensors = new Map<string, Tensor>();
  for (const { name, dtype, shape, begin, end } of entries) {
    const bytes = await source.read(start + begin, end - begin);
    if (dtype === "bool" && bytes.some((byte) => byte > 1)) fail(`${shown(name)} holds bytes that are no booleans`, start + begin);
    tensors.set(name, tensorOf(dtype, shape, bytes));
  }
  return { type: "safetensors", notes: [], tensors, metadata: metadataOf(header, fail) };
}

function headerOf(bytes: Uint8Array, where: string, fail: (what: string, offset?: number) => never): JsonObject {
  if (bytes[0] !== 0x7b) fail("its header does not begin with {", LENGTH_BYTES);
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return fail("its header is no UTF-8", LENGTH_BYTES);
  }
  let value: JsonValue;
  try {
    value = parseJson(text, where);
  } catch (error) {
    return fail(`its header is no JSON: ${error instanceof Error ? error.message : error}`, LENGTH_BYTES);
  }
  return isObject(value) ? value : fail("its header is no object", LENGTH_BYTES);
}

function entryOf(name: string, value: JsonValue, fail: (what: string, offset?: number) => never): Entry {
  if (!isObject(value)) return fail(`${shown(name)} is described by no object`, LENGTH_BYTES);
  const { dtype: called, shape, data_offsets: offsets } = value;
  const dtype = typeof called === "string" && Object.hasOwn(dtypes, called) ? dtypes[called] : undefined;
  if (dtype === undefined) return fail(`${shown(name)} is of the dtype ${shown(String(called))}, which has no values here`, LENGTH_BYTES);
  if (!isLengths(shape)) return fail(`the shape of ${shown(name)} is no list of lengths`, LENGTH_BYTES);
  if (!isLengths(offsets) || offsets.length !== 2) return fail(`${shown(name)} has no begin and end`, LENGTH_BYTES);
  const [begin = 0, end = 0] = offsets;
  const count = shape.reduce((product, dim) => product * dim, 1);
  const bytes = count * bytesPerElement[dtype];
  if (!Number.isSafeInteger(bytes) || begin + bytes !== end)
    return fail(`${shown(name)} [${shape.join(", ")}] takes ${bytes} bytes, and lies from ${begin} to ${end}`, LENGTH_BYTES);
  return { name, dtype, shape, begin, end };
}

function metadataOf(header: JsonObject, fail: (what: string, offset?: number) => never): ReadonlyMap<string, string> {
  const value = Object.hasOwn(header, METADATA) ? header[METADATA] : undefined;
  if (value === undefined || value === null) return new Map();
  if (!isObject(value)) return fail(`${METADATA} is no object`, LENGTH_BYTES);
  return new Map(
    Object.entries(value).map(([key, text]): [string, string] => [
      key,
      typeof text === "string" ? text : fail(`${METADATA} holds more than texts`),
    ]),
  );
}

/** A dtype's storage over bytes that begin anywhere. */
function tensorOf(dtype: DType, shape: readonly number[], bytes: Uint8Array): Tensor {
  const width = bytesPerElement[dtype] / (dtype.startsWith("complex") ? 2 : 1);
  const aligned = bytes.byteOffset % width === 0 ? bytes : bytes.slice();
  const view = views[dtype as keyof typeof views];
  const data = new view(aligned.buffer as ArrayBuffer, aligned.byteOffset, aligned.byteLength / width);
  return new Tensor(dtype, shape, data as TypedData[DType] as never) as Tensor;
}

const views = {
  float64: Float64Array,
  float32: Float32Array,
  float16: Uint16Array,
  bfloat16: Uint16Array,
  int64: BigInt64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint64: BigUint64Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  bool: Uint8Array,
  complex64: Float32Array,
} as const;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isLengths = (value: JsonValue | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => typeof item === "number" && Number.isSafeInteger(item) && item >= 0);
const SHOWN = 80;
const shown = (text: string): string => JSON.stringify(text.slice(0, SHOWN));

import { memorySource } from "../../src/bytes/memory.js";
import type { Hdf5Group } from "../../src/container/hdf5/file.js";
import { readHdf5 } from "../../src/container/hdf5/read.js";
import { jsonFormat } from "../../src/container/json/format.js";
import { readNpz } from "../../src/container/npy/npz.js";
import { readNpy } from "../../src/container/npy/read.js";
import { toTensor } from "../../src/container/python/tensor.js";
import { zipFormat } from "../../src/container/zip/format.js";
import { load, type Model, ModelError, type SourceInput, scan, Table, Tensor } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";
import type { Kind } from "./sweep.js";

/** Columns of the zero row where the file asks for more: a row of its own must not be the memory that is measured. */
const MOST_COLUMNS = 10_000;

/** What came of one file: `ok`, or the code of the first ModelError. Everything else is thrown on. */
export async function attempt(kind: Kind, input: SourceInput, bytes: Uint8Array, turn: number): Promise<string> {
  if (kind === "npy") return outcome(async () => void tensorOf(readNpy(bytes)));
  if (kind === "npz") return outcome(async () => void [...(await readNpz(bytes, defaultLimits)).values()].map(tensorOf));
  if (kind === "hdf5") return outcome(async () => values((await readHdf5(memorySource(bytes))).root));
  if (kind === "zip") return outcome(() => entries(bytes));
  const found = await outcome(async () => ask(await load(input), turn));
  const scanned = await outcome(async () => void (await scan(input)));
  return found === "ok" ? scanned : found;
}

/** Every value of the datasets below. */
function values(group: Hdf5Group): void {
  for (const member of group.members.values())
    if (member.kind === "group") values(member);
    else if (member.dtype !== undefined) void member.content.data.length;
}

/** Every entry: JSON and HDF5 are read. */
async function entries(bytes: Uint8Array): Promise<void> {
  const archive = await zipFormat.read(memorySource(bytes), defaultLimits);
  for (const name of archive.names) {
    const source = await archive.source(name);
    if (name.endsWith(".json")) await jsonFormat.read(source, defaultLimits);
    if (name.endsWith(".h5")) values((await readHdf5(source)).root);
  }
}

function tensorOf(array: ReturnType<typeof readNpy>): unknown {
  return array.dtype.fields || array.dtype.kind === "V" ? undefined : toTensor(array);
}

async function outcome(work: () => Promise<void>): Promise<string> {
  try {
    await work();
    return "ok";
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    // A guard keeps what it caught: it is counted, since each deserves a check of its own.
    return error.code !== "codec/corrupt" && error.cause instanceof Error && !(error.cause instanceof ModelError)
      ? `${error.code} guarded: ${frame(error.cause)}`
      : error.code;
  }
}

/** All that is told without rows, then one method on a row of zeros, another each turn. */
async function ask(model: Model, turn: number): Promise<void> {
  await touch(model);
  const { methods } = model;
  const first = methods.find((method) => method === "predict" || method === "transform");
  const row = zeroRow(model);
  const asked = new Set([first, methods[turn % Math.max(1, methods.length)]]);
  let problem: unknown;
  for (const method of asked)
    if (method !== undefined)
      try {
        await model.call(method, row);
      } catch (error) {
        problem ??= error;
        if (!(error instanceof ModelError)) throw error;
      }
  if (problem !== undefined) throw problem;
}

async function touch(model: Model): Promise<void> {
  void [model.kind, model.frameworkVersion, model.config, model.weights, model.inputs, model.methods, model.hostMethods];
  void [...model.parts].map(([, part]) => [part.kind, part.frameworkVersion]);
  void model.classes;
}

function zeroRow(model: Model) {
  const { kind, columns = 3, names } = model.inputs ?? { kind: "matrix" };
  if (kind === "texts") return ["a bad word"];
  if (kind === "labels") return new Tensor("int64", [1], new BigInt64Array(1));
  if (kind === "records") return [{ a: 0 }];
  if (names) return new Table(new Map(names.slice(0, MOST_COLUMNS).map((name) => [name, new Tensor("float64", [1], new Float64Array(1))])));
  const width = columns >= 0 && columns <= MOST_COLUMNS ? columns : 3;
  return new Tensor("float64", [1, width], new Float64Array(width));
}

/** Message and innermost places of an error, for grouping. */
export function frame(error: Error): string {
  const lines = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  const places = lines.slice(0, 3).map((line) =>
    line
      .trim()
      .replace(/^at /, "")
      .replace(/\(?file:\/\/.*?([^/]+)\)?$/, "$1"),
  );
  return `${error.name}: ${error.message.slice(0, 80).replace(/\d+/g, "#")} [${places.join(" < ")}]`;
}

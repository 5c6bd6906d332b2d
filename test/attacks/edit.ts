import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect } from "vitest";
import { PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/container/pickle/values.js";
import { writePickle } from "../../src/container/pickle/write.js";
import { NdArray } from "../../src/container/python/array.js";
import { realize } from "../../src/container/python/realize.js";
import { PythonSource } from "../../src/decode/python/source.js";
import { load, type Model, ModelError, Tensor } from "../../src/index.js";
import { SLOW_MILLISECONDS } from "./sweep.js";

const root = fileURLToPath(new URL("../fixtures/sklearn/", import.meta.url));

/** A fixture's model by unit and case, of one version: `KNeighborsClassifier/default`. */
export async function fixtureRoot(name: string, version = "1.9.1"): Promise<PyValue> {
  const [unit = "", stem = ""] = name.split("/");
  const folder = `${root}${unit}/${version}`;
  const file = existsSync(folder) ? readdirSync(folder).find((each) => each.startsWith(`${stem}.`)) : undefined;
  if (file === undefined) throw new Error(`There is no ${name} of ${version}.`);
  const { source } = await load(`${folder}/${file}`);
  if (!(source instanceof PythonSource)) throw new Error("no Python");
  return source.root;
}

/** What a root holds, saved and opened again. */
export const reopened = (value: PyValue): Promise<Model> => load(writePickle(value, { protocol: 4 }));

/** A fixture with something changed in it, saved and opened again. */
export async function edited(name: string, edit: (root: PyValue) => void, version?: string): Promise<Model> {
  const value = await fixtureRoot(name, version);
  edit(value);
  return reopened(value);
}

/** Everything below a value, each once; arrays and what else is known as they are meant. */
export function* below(value: PyValue): Generator<unknown> {
  const seen = new Set<unknown>();
  const open: PyValue[] = [value];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const real = realize(item);
    if (typeof real !== "object" || real === null || seen.has(real)) continue;
    seen.add(real);
    yield real;
    if (real instanceof PyObject) open.push(...real.states);
    else if (real instanceof PyDict) open.push(...real.entries().map(([, each]) => each));
    else if (real instanceof PyTuple) open.push(...real.items);
    else if (Array.isArray(real)) open.push(...(real as PyValue[]));
    else if (real instanceof NdArray && real.objects) open.push(...real.objects);
  }
}

/** Attributes of the first object of a class in a model, to be changed. */
export function stateOf(value: PyValue, name: string): PyDict {
  for (const each of below(value))
    if (each instanceof PyObject && each.cls?.name === name && each.states[0] instanceof PyDict) return each.states[0];
  throw new Error(`There is no ${name}.`);
}

/** The items of the state of the first object whose class has such a name: a search tree's, say. */
export function stateItems(value: PyValue, name: RegExp): PyValue[] {
  for (const each of below(value)) {
    const names = each instanceof PyObject ? [each.cls, ...each.args.items].map((one) => (one instanceof PyGlobal ? one.name : "")) : [];
    if (each instanceof PyObject && names.some((one) => name.test(one)) && each.states[0] instanceof PyTuple) return each.states[0].items;
  }
  throw new Error(`There is no ${name}.`);
}

/** An array out of a file, whose bytes may be changed in place. */
export function array(value: PyValue | undefined): NdArray {
  const real = realize(value ?? null);
  if (!(real instanceof NdArray)) throw new Error("no array");
  return real;
}

/** Sets an element of an array (a field of it, where there are fields), counted from the end where negative. */
export function put(into: NdArray, index: number, value: number, field?: string): void {
  const bytes = into.bytes as Uint8Array;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = into.dtype.fields?.find((each) => each.name === field);
  const { kind, itemSize } = found?.dtype ?? into.dtype;
  const at = (index < 0 ? into.size + index : index) * into.dtype.itemSize + (found?.offset ?? 0);
  if (kind === "f" && itemSize === 8) view.setFloat64(at, value, true);
  else if (kind === "f") view.setFloat32(at, value, true);
  else if (itemSize === 8) view.setBigInt64(at, BigInt(value), true);
  else if (itemSize === 4) view.setInt32(at, value, true);
  else view.setInt8(at, value);
}

/** Rows of zeros, of -1e9 and of 1e9, as wide as the model asks for. */
export function rowsFor(model: Model): Parameters<Model["predict"]>[0] {
  if (model.inputs?.kind === "texts") return ["one", "two"];
  const columns = Math.min(64, Math.max(1, model.inputs?.columns ?? 1));
  return new Tensor(
    "float64",
    [3, columns],
    Float64Array.from({ length: 3 * columns }, (_, i) => [0, -1e9, 1e9][Math.floor(i / columns)] as number),
  );
}

/** Milliseconds of work since then: what else the machine does is not the file's doing. */
export function spent(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

/** What a method ends in, which must be soon: `ok`, or its ModelError. */
export async function asked(model: Model, method: string, x = rowsFor(model)): Promise<"ok" | ModelError> {
  const began = process.cpuUsage();
  try {
    await model.call(method, x);
    return "ok";
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  } finally {
    expect(spent(began)).toBeLessThan(SLOW_MILLISECONDS);
  }
}

/** Holds an error to its code, its place and its words; one that a guard made of a TypeError will not do. */
export function expectAt(said: "ok" | ModelError, code: string, where: RegExp, words: RegExp): void {
  expect(said).toMatchObject({ code, where: expect.stringMatching(where), message: expect.stringMatching(words) });
  expect((said as ModelError).cause).toBeUndefined();
}

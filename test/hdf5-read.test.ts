import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { openFile } from "../src/bytes/file.js";
import { memorySource } from "../src/bytes/memory.js";
import type { Hdf5Dataset, Hdf5Group, Hdf5Object, Hdf5Value } from "../src/container/hdf5/file.js";
import { hdf5Format } from "../src/container/hdf5/format.js";
import { readHdf5 } from "../src/container/hdf5/read.js";
import { ModelError } from "../src/errors.js";
import { defaultLimits } from "../src/limits.js";
import { Tensor } from "../src/tensor.js";

const path = (name: string) => fileURLToPath(new URL(`fixtures/hdf5/${name}.h5`, import.meta.url));
const bytesOf = (name: string) => new Uint8Array(readFileSync(path(name)));
const open = (name: string) => readHdf5(memorySource(bytesOf(name), `${name}.h5`));

/** What h5py found (oracle/hdf5_fixtures.py). */
interface Expected {
  readonly path: string;
  readonly kind: "group" | "dataset";
  readonly attributes: Readonly<Record<string, { readonly shape: readonly number[] | null; readonly value: unknown }>>;
  readonly members?: readonly string[];
  readonly shape?: readonly number[];
  readonly values?: readonly unknown[] | { count: number; sum: number; first: readonly number[]; last: readonly number[] } | null;
}
const expected = JSON.parse(readFileSync(fileURLToPath(new URL("fixtures/hdf5/expected.json", import.meta.url)), "utf8")).files as Record<
  string,
  Expected[]
>;

const words: Record<string, number> = { nan: Number.NaN, inf: Number.POSITIVE_INFINITY, "-inf": Number.NEGATIVE_INFINITY };

function value(cell: unknown): unknown {
  if (Array.isArray(cell)) return cell.map(value);
  if (typeof cell !== "object" || cell === null) return cell;
  const { number, integer } = cell as { number?: string; integer?: string };
  return integer === undefined ? words[number as string] : BigInt(integer);
}

function found(root: Hdf5Group, where: string): Hdf5Object {
  let object: Hdf5Object = root;
  for (const name of where.split("/").filter((part) => part !== "")) {
    if (object.kind !== "group") throw new Error(`${where}: ${object.path} is no group`);
    const next = object.members.get(name);
    if (next === undefined) throw new Error(`${where}: ${object.path} has no ${name}`);
    object = next;
  }
  return object;
}

const cells = (tensor: Tensor) => Array.from({ length: tensor.size }, (_, i) => tensor.at(i));
const shapeOf = (attribute: Hdf5Value) =>
  attribute === null ? null : attribute instanceof Tensor ? attribute.shape : typeof attribute === "string" ? [] : [attribute.length];
const flat = (attribute: Hdf5Value) =>
  attribute instanceof Tensor ? (attribute.shape.length === 0 ? attribute.at(0) : cells(attribute)) : attribute;

function compare(object: Hdf5Object, wanted: Expected): void {
  expect(object.kind).toBe(wanted.kind);
  expect(object.path).toBe(wanted.path);
  expect([...object.attributes.keys()].sort()).toEqual(Object.keys(wanted.attributes).sort());
  for (const [name, attribute] of Object.entries(wanted.attributes)) {
    const got = object.attributes.get(name) as Hdf5Value;
    if (attribute.value === null) expect(got, name).toBeNull();
    else {
      expect(flat(got), name).toEqual(value(attribute.value));
      expect(shapeOf(got), name).toEqual(attribute.shape);
    }
  }
  if (object.kind === "group") expect([...object.members.keys()]).toEqual(wanted.members);
  else compareValues(object, wanted);
}

function compareValues(dataset: Hdf5Dataset, { shape, values }: Expected): void {
  expect(dataset.shape).toEqual(shape);
  if (values === null || values === undefined) {
    expect(dataset.dtype).toBeUndefined();
    expect(() => dataset.content).toThrow(ModelError);
    return;
  }
  expect(dataset.content.dtype).toBe(dataset.dtype);
  expect(dataset.content.shape).toEqual(shape);
  const got = cells(dataset.content);
  if (Array.isArray(values)) expect(got).toEqual(value(values));
  else {
    const { count, sum, first, last } = values as { count: number; sum: number; first: readonly number[]; last: readonly number[] };
    expect(got).toHaveLength(count);
    expect(got.slice(0, 5)).toEqual(first);
    expect(got.slice(-5)).toEqual(last);
    expect((got as number[]).reduce((a, b) => a + b, 0)).toBeCloseTo(sum, 6);
  }
}

describe("an HDF5 file", () => {
  it.each(Object.keys(expected))("%s: holds what h5py finds in it", async (name) => {
    const { root, type } = await open(name);
    expect(type).toBe("hdf5");
    for (const wanted of expected[name] ?? []) compare(found(root, wanted.path), wanted);
  });

  it("says what each dtype becomes", async () => {
    const { root } = await open("dtypes");
    const dtypeOf = (where: string) => (found(root, where) as Hdf5Dataset).dtype;
    expect(["f2", "f4", ">f8", "i1", ">i2", "u8"].map((name) => dtypeOf(`/numbers/${name}`))).toEqual([
      "float16",
      "float32",
      "float64",
      "int8",
      "int16",
      "uint64",
    ]);
    expect(["/bool", "/bfloat16", "/texts/fixed", "/texts/variable", "/odd/enum", "/odd/opaque"].map(dtypeOf)).toEqual([
      "bool",
      "bfloat16",
      "string",
      "string",
      "int16",
      undefined,
    ]);
    expect(() => (found(root, "/odd/compound") as Hdf5Dataset).content).toThrow(/holds elements of a compound type \(12 bytes each\)/);
    expect((await open("attributes")).notes.map((note) => note.message)).toEqual([
      "The attribute compound of / has a type (compound) without a value here.",
      "The attribute opaque of / has a type (opaque) without a value here.",
    ]);
  });

  it("is read alike from bytes, from a file on disk, and from a source that only reads with waiting", async () => {
    const onDisk = await openFile(path("storage"));
    const { name, size, read } = memorySource(bytesOf("storage"));
    for (const source of [onDisk, { name, size, read }]) {
      const { root } = await readHdf5(source);
      for (const wanted of expected.storage ?? []) compare(found(root, wanted.path), wanted);
    }
    await onDisk.close?.();
  });

  it("shares memory with its source where values lie there as they are", async () => {
    const bytes = bytesOf("storage");
    const { root } = await readHdf5(memorySource(bytes));
    const { content } = found(root, "/contiguous") as Hdf5Dataset;
    expect((content.as("float32").data as Float32Array).buffer).toBe(bytes.buffer);
    expect((found(root, "/gzip") as Hdf5Dataset).content.as("float32").data.buffer).not.toBe(bytes.buffer);
  });

  it("shares the values of a dataset that has two names", async () => {
    const { root } = await open("links");
    const content = (found(root, "/weights/kernel") as Hdf5Dataset).content;
    expect((found(root, "/same") as Hdf5Dataset).content).toBe(content);
    expect((found(root, "/soft") as Hdf5Dataset).content).toBe(content);
  });

  it("can be read many times at once", async () => {
    const files = await Promise.all(["many", "links", "keras", "huge", "many"].map((name) => open(name).catch((error: unknown) => error)));
    expect(files.map((file) => (file instanceof ModelError ? file.code : (file as { type: string }).type))).toEqual([
      "hdf5",
      "hdf5",
      "hdf5",
      "bytes/too-large",
      "hdf5",
    ]);
  });

  it.each([
    ["loop_hard", "hdf5/malformed", "the group /a/b/again is reached by two paths, or holds itself"],
    ["loop_soft", "hdf5/malformed", "the group /a/again is reached by two paths, or holds itself"],
    ["loop_of_links", "hdf5/malformed", "the link /a"],
    ["paths_doubling", "hdf5/malformed", "is reached by two paths"],
    ["dangling", "hdf5/malformed", "/a is a link to /nowhere, where nothing is"],
    ["external_link", "hdf5/external", "/a of external_link.h5 is a link into another file (/etc/passwd.h5)"],
    ["external_storage", "hdf5/external", "/a cannot be read: its values are in another file"],
    ["external_large", "hdf5/external", "/a cannot be read: its values are in another file"],
    ["virtual", "hdf5/external", "other.h5"],
    ["huge", "bytes/too-large", "4398046511104 bytes"],
    ["many_chunks", "hdf5/malformed", "/a announces 4194304 chunks"],
    ["filled_bomb", "hdf5/malformed", "1073741824 bytes"],
    ["packed_bomb", "hdf5/malformed", "536870912 bytes"],
    ["unknown_filter", "hdf5/unsupported", "filter 32000 (lzf)"],
    ["deep", "hdf5/limit", "64 deep"],
  ])("%s ends in %s", async (name, code, message) => {
    const error = await open(name).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(ModelError);
    expect((error as ModelError).message).toContain(message);
    expect((error as ModelError).code).toBe(code);
  });

  it("holds limits.maxBytes and limits.maxObjects", async () => {
    const source = memorySource(bytesOf("storage"));
    await expect(readHdf5(source, { ...defaultLimits, maxBytes: 250_000 })).rejects.toMatchObject({ code: "bytes/too-large" });
    await expect(readHdf5(source, { ...defaultLimits, maxBytes: 50_000 })).rejects.toMatchObject({ code: "bytes/too-large" });
    await expect(readHdf5(source, { ...defaultLimits, maxObjects: 50 })).rejects.toMatchObject({ code: "hdf5/limit" });
  });

  it("is told by its signature, behind a user block as well", () => {
    expect(hdf5Format.sniff(bytesOf("links").subarray(0, hdf5Format.headBytes))).toBe(true);
    expect(hdf5Format.sniff(bytesOf("user_block").subarray(0, hdf5Format.headBytes))).toBe(true);
    expect(hdf5Format.sniff(bytesOf("user_block").subarray(0, 1_024))).toBe(false);
    expect(hdf5Format.sniff(new Uint8Array(5_000))).toBe(false);
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openSource } from "../src/bytes/open.js";
import { compressions } from "../src/container/codec/detect.js";
import { joblibFormat } from "../src/container/joblib/format.js";
import { writeJoblib } from "../src/container/joblib/write.js";
import { readNpz } from "../src/container/npy/npz.js";
import { readNpy } from "../src/container/npy/read.js";
import { writeNpy, writeNpz } from "../src/container/npy/write.js";
import { PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "../src/container/pickle/values.js";
import { writePickle } from "../src/container/pickle/write.js";
import { NdArray } from "../src/container/python/array.js";
import { realize } from "../src/container/python/realize.js";
import { defaultLimits } from "../src/limits.js";
import { float64, strings } from "../src/tensor.js";

const fixtures = new URL("fixtures/", import.meta.url).pathname;

async function gather(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of chunks) parts.push(part);
  return Buffer.concat(parts);
}

async function read(input: string | Uint8Array) {
  const source = await openSource(input);
  try {
    return await joblibFormat.read(source, defaultLimits);
  } finally {
    await source.close?.();
  }
}

const rootOf = async (input: string | Uint8Array): Promise<PyValue> => (await read(input)).pickles[0]?.root ?? null;

/** Both graphs side by side; arrays by what they hold. */
function same(a: PyValue, b: PyValue, where = "$"): void {
  if (a instanceof PyDict && b instanceof PyDict) {
    expect(b.entries().map(([key]) => key)).toEqual(a.entries().map(([key]) => key));
    for (const [key, value] of a.entries()) same(value, b.get(key) ?? null, `${where}.${String(key)}`);
  } else if (Array.isArray(a) && Array.isArray(b)) {
    expect(b.length).toBe(a.length);
    for (const [i, value] of a.entries()) same(value, b[i] ?? null, `${where}[${i}]`);
  } else if (a instanceof PyObject && b instanceof PyObject) {
    const [x, y] = [realize(a), realize(b)];
    if (!(x instanceof NdArray && y instanceof NdArray)) throw new Error(`${where}: no arrays`);
    expect([where, b.cls?.path, y.shape, y.fortran, y.dtype]).toEqual([where, a.cls?.path, x.shape, x.fortran, x.dtype]);
    expect(y.objects).toEqual(x.objects);
    expect(Buffer.compare(y.bytes ?? new Uint8Array(0), x.bytes ?? new Uint8Array(0))).toBe(0);
  } else expect([where, b]).toEqual([where, a]);
}

const folder = join(fixtures, "joblib");
describe.each(readdirSync(folder))("%s written again", (version) => {
  const path = join(folder, version, "plain.pkl");
  test.each([2, 3, 4, 5] as const)("protocol %d", async (protocol) => {
    const root = await rootOf(path);
    const written = await gather(writeJoblib(root, { protocol }));
    const again = await read(written);
    expect(again).toMatchObject({ type: "joblib", compression: undefined });
    expect("arrays" in again && again.arrays.inStream).toBeGreaterThan(10);
    expect(again.notes).toEqual([]);
    same(root, again.pickles[0]?.root ?? null);
    const plain = await read(writePickle(root, { protocol }));
    expect(plain.type).toBe("pickle");
    same(root, plain.pickles[0]?.root ?? null);
  });
  test.each(compressions)("%s", async (method) => {
    const root = await rootOf(path);
    const written = await gather(writeJoblib(root, { compress: { method, level: 3 } }));
    expect(await read(written)).toMatchObject({ type: "joblib", compression: method });
    same(root, await rootOf(written));
  });
});

test("arrays in the stream are aligned to 16 and told so", async () => {
  const root = await rootOf(join(folder, "joblib-1.5.3", "plain.pkl"));
  for (const protocol of [2, 4] as const) {
    const written = await gather(writeJoblib(root, { protocol }));
    const dir = mkdtempSync(join(tmpdir(), "brine-"));
    try {
      writeFileSync(join(dir, "m.joblib"), written);
      const again = await rootOf(join(dir, "m.joblib"));
      const arrays = again instanceof PyDict ? [...again.strings()].filter(([name]) => !["matrix", "inner"].includes(name)) : [];
      expect(arrays.length).toBeGreaterThan(10);
      for (const [name, value] of arrays) {
        const { bytes } = realize(value) as NdArray;
        if (bytes) expect([name, bytes.byteOffset % 16]).toEqual([name, 0]);
      }
    } finally {
      rmSync(dir, { recursive: true });
    }
  }
});

test("an array that stands twice is written twice, as joblib does; what is malformed stays as it was", async () => {
  const root = await rootOf(join(folder, "joblib-1.5.3", "plain.pkl"));
  const array = root instanceof PyDict ? root.get("float64") : undefined;
  if (!(array instanceof PyObject)) throw new Error("no array");
  const odd = new PyObject("reduce", array.callable, new PyTuple([new PyGlobal("numpy", "ndarray"), new PyTuple([0n]), "b"]));
  odd.states.push(new PyTuple([1n, "nonsense"]));
  const list: PyValue = [array, array, odd];
  const again = await read(await gather(writeJoblib(list)));
  expect(again).toMatchObject({ arrays: { inStream: 2, beside: 0 } });
  const [first = null, second = null, third = null] = (again.pickles[0]?.root ?? []) as PyValue[];
  same(array, first);
  same(array, second);
  expect(third instanceof PyObject && third.states[0] instanceof PyTuple && third.states[0].items).toEqual([1n, "nonsense"]);
});

const npys = join(fixtures, "npy", "numpy-2.4.6");
test.each(readdirSync(npys).filter((name) => name.endsWith(".npy") && name !== "object.npy"))("%s: byte for byte as NumPy", (name) => {
  const bytes = readFileSync(join(npys, name));
  const written = writeNpy(readNpy(bytes));
  // The padding between fields is whatever was in memory.
  expect(Buffer.compare(written, bytes)).toBe(0);
});

test("object arrays and tensors as .npy", () => {
  const objects = readNpy(readFileSync(join(npys, "object.npy")));
  expect(readNpy(writeNpy(objects)).objects).toEqual(objects.objects);
  const floats = readNpy(writeNpy(float64([2, 3], [1, 2, 3, 4, 5, 6])));
  expect([floats.shape, floats.dtype.kind, floats.dtype.itemSize]).toEqual([[2, 3], "f", 8]);
  const texts = readNpy(writeNpy(strings([2], ["ab", "ü"])));
  expect([texts.dtype.kind, texts.dtype.itemSize]).toEqual(["U", 8]);
});

test.each([false, true])("npz, compress %s", async (compress) => {
  const arrays = await readNpz(readFileSync(join(npys, "stored.npz")));
  const written = await gather(writeNpz(arrays, { compress }));
  const again = await readNpz(written);
  expect([...again.keys()]).toEqual([...arrays.keys()]);
  for (const [name, array] of arrays) {
    expect(again.get(name)?.objects).toEqual(array.objects);
    expect(Buffer.compare(again.get(name)?.bytes ?? new Uint8Array(0), array.bytes ?? new Uint8Array(0))).toBe(0);
  }
  await expect(gather(writeNpz([["../x", float64([1], [1])]]))).rejects.toMatchObject({ code: "format/write" });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readers } from "../src/builtins.js";
import { memorySource } from "../src/bytes/memory.js";
import { readNpz } from "../src/container/npy/npz.js";
import { toTensor } from "../src/container/python/tensor.js";
import { safetensorsFormat } from "../src/container/safetensors/format.js";
import { writeSafetensors } from "../src/container/safetensors/write.js";
import { load, ModelError, scan, type Tensor, verify } from "../src/index.js";
import { defaultLimits } from "../src/limits.js";
import { float32, Tensor as TensorOf } from "../src/tensor.js";
import { Fixture } from "./keras/fixture.js";

const fixtures = join(import.meta.dirname, "fixtures", "safetensors");
const kinds = new Uint8Array(readFileSync(join(fixtures, "kinds.safetensors")));
const folder = mkdtempSync(join(tmpdir(), "brine-safetensors-"));
afterAll(() => rmSync(folder, { recursive: true }));
const read = (bytes: Uint8Array) => safetensorsFormat.read(memorySource(bytes), defaultLimits);
const bytesOf = (tensors: ReadonlyMap<string, Tensor>, metadata?: Record<string, string>) =>
  new Uint8Array(Buffer.concat([...writeSafetensors(tensors, metadata)]));

describe("safetensors", () => {
  it("of every kind are read as the real library wrote them", async () => {
    const { tensors, metadata } = await read(kinds);
    const wanted = await readNpz(new Uint8Array(readFileSync(join(fixtures, "kinds.npz"))));
    expect(tensors.size).toBe(wanted.size);
    for (const [name, array] of wanted) {
      const expected = toTensor(array);
      const found = tensors.get(name.replace("|", "/"));
      expect(found?.dtype, name).toBe(expected.dtype);
      expect(found?.shape).toEqual(expected.shape);
      expect(found?.toArray()).toEqual(expected.toArray());
    }
    expect(Object.fromEntries(metadata)).toEqual({ format: "np", "made by": "safetensors" });
  });

  it("are written so that they read the same", async () => {
    const { tensors } = await read(kinds);
    const again = await read(bytesOf(tensors));
    expect([...again.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [name, tensor] of tensors) expect(again.tensors.get(name)?.toArray()).toEqual(tensor.toArray());
  });

  it("hold no texts, and bfloat16 as its bits", async () => {
    expect(() => bytesOf(new Map([["a", new TensorOf("string", [1], ["x"])]]))).toThrow(ModelError);
    const bits = new TensorOf("bfloat16", [2], Uint16Array.of(0x3f80, 0x4000));
    expect((await read(bytesOf(new Map([["b", bits]])))).tensors.get("b")?.toArray()).toEqual([1, 2]);
  });

  it("are claimed by one reader, whatever the length of their header", () => {
    const { formats } = readers();
    for (let length = 2; length < 70_000; length += length < 3_000 ? 1 : 97) {
      const head = new Uint8Array(4096).fill(0x20);
      new DataView(head.buffer).setBigUint64(0, BigInt(length), true);
      head.set(new TextEncoder().encode('{"dense/kernel":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}'), 8);
      const claims = formats.filter((format) => format.sniff(head.subarray(0, format.headBytes))).map(({ type }) => type);
      expect(claims, `a header of ${length} bytes`).toEqual(["safetensors"]);
    }
  });
});

/** A file with this header and so many bytes behind it. */
function file(header: unknown, bytes: number, length?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const out = new Uint8Array(8 + text.length + bytes);
  new DataView(out.buffer).setBigUint64(0, length ?? BigInt(text.length), true);
  out.set(text, 8);
  return out;
}
const entry = (shape: unknown, begin: unknown, end: unknown, dtype: unknown = "F32") => ({ dtype, shape, data_offsets: [begin, end] });

it.each([
  ["a header beyond the file", file({}, 0, 99n)],
  ["a header beyond all measure", file({}, 0, 2n ** 63n)],
  ["a header that is no object", file("[1]", 0)],
  ["a header that is no JSON", file("{1}", 0)],
  ["a header that is no UTF-8", file({ a: entry([1], 0, 4) }, 4).map((byte, i) => (i === 10 ? 0xff : byte))],
  ["a gap", file({ a: entry([1], 4, 8) }, 8)],
  ["a gap between", file({ a: entry([1], 0, 4), b: entry([1], 8, 12) }, 12)],
  ["arrays over one another", file({ a: entry([2], 0, 8), b: entry([1], 4, 8) }, 8)],
  ["the same bytes twice", file({ a: entry([1], 0, 4), b: entry([1], 0, 4) }, 4)],
  ["bytes behind the last", file({ a: entry([1], 0, 4) }, 5)],
  ["too few bytes", file({ a: entry([1], 0, 4) }, 3)],
  ["a shape that does not fit", file({ a: entry([2], 0, 4) }, 4)],
  ["a shape beyond counting", file({ a: entry([2 ** 40, 2 ** 40], 0, 4) }, 4)],
  ["a negative length", file({ a: entry([-1], 0, 4) }, 4)],
  ["a length in parts", file({ a: entry([0.5], 0, 2) }, 2)],
  ["an end before the begin", file({ a: entry([1], 4, 0) }, 4)],
  ["no offsets", file({ a: { dtype: "F32", shape: [1] } }, 4)],
  ["a dtype that is none", file({ a: entry([1], 0, 1, "F8_E4M3") }, 1)],
  ["a dtype that JavaScript's objects have", file({ a: entry([1], 0, 1, "constructor") }, 1)],
  ["booleans that are none", file({ a: entry([1], 0, 1, "BOOL") }, 1).map((byte, i, all) => (i === all.length - 1 ? 2 : byte))],
  ["metadata that is no text", file({ __metadata__: { a: 1 } }, 0)],
  ["nothing", new Uint8Array(0)],
])("%s is refused", async (_, bytes) => {
  await expect(read(bytes)).rejects.toMatchObject({ code: "safetensors/malformed" });
});

it("any byte cut or flipped ends in arrays or in an error of our own", async () => {
  const outcome = (bytes: Uint8Array) =>
    read(bytes).then(
      () => "ok",
      (error: unknown) => (error instanceof ModelError ? error.code : `threw ${error}`),
    );
  for (let at = 0; at < kinds.length; at++) {
    expect(await outcome(kinds.slice(0, at))).toBe("safetensors/malformed");
    const flipped = kinds.slice();
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
    expect(await outcome(flipped)).toMatch(/^(ok|safetensors\/malformed)$/);
  }
});

describe("weights alone", () => {
  it.each(["weights.safetensors", "weights.npz"])("%s of a Keras model come back to its architecture", async (name) => {
    const fixture = await new Fixture("Functional/3.15/many").open();
    const model = await fixture.load("model.keras");
    const path = join(folder, name);
    await model.save(path);
    const alone = await load(path);
    expect([alone.kind, alone.methods]).toEqual(["weights", []]);
    expect([...alone.weights.keys()].sort()).toEqual([...model.weights.keys()].sort());
    const compared = await verify(model, path);
    expect(compared).toMatchObject({ equal: true, compared: { parameters: false, weights: model.weights.size } });
    const again = await load(fixture.path("model.json"), { weights: path });
    expect((await verify(model, again)).weights).toEqual([]);
    const inputs = fixture.inputs(fixture.document.calls[0] as never);
    expect(await again.predict(inputs)).toEqual(await model.predict(inputs));
    await expect(alone.predict([[1]])).rejects.toMatchObject({ code: "model/not-a-model" });
    expect((await scan(path)).verdict).toBe("clean");
    fixture.close();
  });

  it("differences name the layer, and layers that lack theirs are named", async () => {
    const fixture = await new Fixture("Functional/3.15/many").open();
    const model = await fixture.load("model.keras");
    const [name = "", first] = [...model.weights][0] ?? [];
    const other = new Map(model.weights).set(name, float32((first as Tensor).shape, new Float32Array((first as Tensor).size).fill(9)));
    const different = bytesOf(other);
    expect((await verify(model, different)).weights[0]).toMatchObject({ name, kind: "value" });
    other.delete(name);
    const lacking = bytesOf(other);
    await expect(load(fixture.path("model.json"), { weights: lacking })).rejects.toMatchObject({
      code: "keras/weights",
      message: expect.stringContaining(name.split("/")[0] as string),
    });
    fixture.close();
  });
});

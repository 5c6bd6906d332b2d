import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readPickle } from "../src/container/pickle/read.js";
import { PyDict, PyObject, PySet, PyTuple, type PyValue } from "../src/container/pickle/values.js";
import { NdArray } from "../src/container/python/array.js";
import { realize } from "../src/container/python/realize.js";
import { fieldArray, toTensor } from "../src/container/python/tensor.js";
import { defaultLimits } from "../src/limits.js";
import { code, read } from "./pickle-text.js";

const root = new URL("fixtures/pickle/", import.meta.url);

describe("damage and attacks", () => {
  test.each([
    ["", "bytes/eof"],
    ["N", "bytes/eof"],
    ["\xff.", "pickle/opcode"],
    ["X\xff\xff\xff\xffabc.", "bytes/eof"],
    ["\x80\x04\x8d\xff\xff\xff\xff\xff\xff\xff\xffa.", "bytes/eof"],
    ["\x80\x04\x8e\x00\x00\x00\x00\x00\x00\x00\x80a.", "bytes/eof"],
    ["\x80\x05\x96\xff\xff\xff\xff\xff\xff\xff\x7fa.", "bytes/eof"],
    ["I1", "bytes/eof"],
    ["h\x00.", "pickle/stack"],
    ["K\x01K\x02R.", "pickle/stack"],
    ["K\x01)R.", "pickle/build"],
    ["cos\nsystem\nK\x01R.", "pickle/stack"],
    ["cos\nsystem\n}b.", "pickle/build"],
    [")K\x01a.", "pickle/build"],
    ["(\x91K\x01a.", "pickle/build"],
    ["}(K\x01u.", "pickle/stack"],
    ["\x80\x04K\x01K\x02\x93.", "pickle/stack"],
    [`L${"9".repeat(5000)}\n.`, "pickle/argument"],
    ["(K\x01d.", "pickle/stack"],
    ["K\x01\x98.", "pickle/build"],
  ])("%j is %s", (text, expected) => {
    expect(code(() => read(text))).toBe(expected);
  });

  test("an error has its place", () => {
    expect(() => read("NN]K\x01R.", { where: "f.pkl" })).toThrow(
      expect.objectContaining({ where: "f.pkl", offset: 5, python: "UnpicklingError" }),
    );
  });

  test("a million levels are read and limits hold", () => {
    const levels = 1_000_000;
    expect(read(`${"]".repeat(levels)}${"a".repeat(levels - 1)}.`).notes).toEqual([]);
    expect(read(`N${"\x85".repeat(levels)}.`).notes).toEqual([]);
    expect(read(`${"(".repeat(levels)}${"t".repeat(levels)}.`).notes).toEqual([]);
    const few = { limits: { ...defaultLimits, maxOpcodes: 1000 } };
    expect(code(() => read(`${"N0".repeat(1000)}N.`, few))).toBe("pickle/limit");
    expect(code(() => read(`${"]".repeat(100_000)}.`, { limits: { ...defaultLimits, maxValues: 1000 } }))).toBe("pickle/limit");
  });

  test("keys that double sixty times are told apart at once, and ones without end are a limit", () => {
    const doubled = (value: PyValue) => {
      let tuple = new PyTuple([value]);
      for (let i = 0; i < 60; i++) tuple = new PyTuple([tuple, tuple]);
      return tuple;
    };
    const dict = new PyDict();
    dict.set(doubled("a"), 1n);
    expect([dict.get(doubled("a")), dict.get(doubled("b"))]).toEqual([1n, undefined]);
    expect(code(() => read(`}N${"\x85".repeat(100_000)}Ns.`))).toBe("pickle/limit");
  });

  test("frames longer than the file are cut off, nested ones are noted", () => {
    expect(code(() => read("\x80\x04\x95\x10\x00\x00\x00\x00\x00\x00\x00N."))).toBe("bytes/eof");
    expect(read("\x80\x04\x95\x03\x00\x00\x00\x00\x00\x00\x00N.N").notes).toMatchObject([{ code: "parser-differential" }]);
    expect(read("\x80\x04\x95\x03\x00\x00\x00\x00\x00\x00\x00\x8c\x02ab.").notes).toMatchObject([{ code: "parser-differential" }]);
  });

  test("every cut and a thousand flipped bits end in a value or a ModelError", () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return seed % below;
    };
    for (const file of [
      "numpy-2.4.6/values.p0.pkl",
      "numpy-1.23.5/values.p2.pkl",
      "numpy-2.4.6/values.p5.pkl",
      "pandas-3.0.1/tables.p4.pkl",
    ]) {
      const whole = new Uint8Array(readFileSync(new URL(file, root)));
      for (let length = 0; length < whole.length; length += 64) expect(code(() => walk(whole.subarray(0, length)))).toMatch(/\//);
      for (let i = 0; i < 250; i++) {
        const flipped = whole.slice();
        const at = random(flipped.length);
        flipped[at] = (flipped[at] as number) ^ (1 << random(8));
        code(() => walk(flipped));
      }
    }
  }, 120_000);
});

/** Reads a file and makes every value in it real, each on its own: one that is damaged is a ModelError. */
function walk(data: Uint8Array): void {
  const { root: value } = readPickle(data);
  const met = new Set<unknown>();
  const open: PyValue[] = [value];
  while (open.length > 0) {
    const item = open.pop() as PyValue;
    if (typeof item !== "object" || item === null || met.has(item)) continue;
    met.add(item);
    code(() => {
      const real = realize(item);
      if (real instanceof NdArray) for (const field of real.dtype.fields ?? []) code(() => fieldArray(real, field.name));
      if (real instanceof NdArray) toTensor(real);
    });
    if (item instanceof PyObject)
      open.push(item.callable, item.args, ...item.states, ...(item.appended ?? []), ...(item.items?.entries().flat() ?? []));
    else if (item instanceof PyDict) open.push(...item.entries().flat());
    else if (item instanceof PyTuple || item instanceof PySet) open.push(...item.items);
    else if (Array.isArray(item)) open.push(...item);
  }
}

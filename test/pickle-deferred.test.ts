import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readPickle } from "../src/container/pickle/read.js";
import { PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "../src/container/pickle/values.js";
import { writePickle } from "../src/container/pickle/write.js";
import { difference } from "./pickle-same.js";

const root = fileURLToPath(new URL("fixtures/", import.meta.url));
const latin1 = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));

/** Every pickle among the fixtures that is small enough to be compared often. */
function pickles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? pickles(path) : /\.pkl$/.test(entry.name) ? [path] : [];
  });
}

/** Whole at once, and with whatever can be left out left out, is the same, sharing included. */
function sameDeferred(bytes: Uint8Array): void {
  let whole: PyValue;
  try {
    whole = readPickle(bytes).root;
  } catch (error) {
    expect(() => readPickle(bytes, { deferFrom: 1 })).toThrow((error as Error).message);
    return;
  }
  // The walk begins with the last part of each container: what is asked for first stands behind what it may refer to.
  for (const deferFrom of [1, 20]) expect(difference(readPickle(bytes, { deferFrom }).root, whole)).toBeUndefined();
}

describe("what is left out until someone looks is what would have been made at once", () => {
  test("all fixtures", () => {
    const files = pickles(root);
    expect(files.length).toBeGreaterThan(300);
    for (const file of files) {
      const bytes = readFileSync(file);
      if (bytes.length < 40_000) sameDeferred(new Uint8Array(bytes));
    }
  }, 120_000);

  test("graphs at random, with sharing and cycles, in every protocol", () => {
    let seed = 1;
    const random = (below: number) => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return (seed >> 8) % below;
    };
    for (let round = 0; round < 150; round++) {
      const made: PyValue[] = [[]];
      for (let i = 0; i < 60; i++) {
        const some = () =>
          random(3) === 0 ? `text ${random(9)}` : random(3) === 0 ? BigInt(random(9)) : (made[random(made.length)] as PyValue);
        const items = Array.from({ length: random(6) }, some);
        const kind = random(4);
        if (kind === 0) made.push(items);
        else if (kind === 1) made.push(new PyTuple(items));
        else if (kind === 2) {
          const dict = new PyDict();
          for (const [k, item] of items.entries()) dict.set(`key ${random(4)} ${k}`, item);
          made.push(dict);
        } else {
          const list = made.find((each) => Array.isArray(each) && random(2) === 0) as PyValue[] | undefined;
          list?.push(...items);
        }
      }
      for (const protocol of [2, 4] as const) sameDeferred(writePickle(made, { protocol }));
    }
  }, 120_000);

  test.each([
    ["items one by one", "]q\x00K\x01aK\x02a]q\x01K\x03aa(K\x04K\x05eK\x06ah\x01aK\x07ah\x00aK\x08aK\x09a."],
    ["entries one by one", "}q\x00K\x01K\x02sK\x03]K\x04aK\x05asK\x01K\x06s(K\x07K\x08K\x07K\x09uK\x0aK\x0bsK\x0cK\x0ds."],
    ["one by one into what was taken off and put back", "]q\x00K\x01aK\x02a0h\x00K\x03aK\x04aK\x05a."],
    ["one by one, with another list in its place", "(]K\x01aK\x02a0]K\x03aK\x04aK\x05al."],
    ["one by one into both halves of an object", "cm\nA\n)RK\x01aK\x02aK\x03K\x04sK\x05K\x06sK\x07a}K\x08K\x09sbK\x0aa."],
    ["a list that holds itself", "]q\x00(h\x00h\x00K\x01e."],
    [
      "a dict that is filled from inside of itself",
      "}q\x00(X\x01\x00\x00\x00ah\x00X\x01\x00\x00\x00b]q\x01(K\x01h\x00X\x01\x00\x00\x00cK\x02s0K\x03eu.",
    ],
    ["a list filled from two places", "]q\x00(](K\x01K\x02h\x00(K\x03K\x04e0e(K\x05K\x06ee."],
    ["a list twice on the stack", "](]2(K\x01K\x02e(K\x03K\x04ee."],
    ["a key that is given twice", "](]q\x00(K\x01K\x02eh\x00]q\x00(K\x03K\x04eh\x00e."],
    ["keys out of order", "](]q\x05(K\x01K\x02eh\x05]q\x03(K\x03K\x04eh\x03e."],
    ["keys from 1 upwards", "](]q\x01(K\x01K\x02eh\x01]q\x02(K\x03K\x04eh\x02e."],
    ["an item of a list that was left out, recalled", "](](]q\x00(K\x01K\x02eK\x07e(K\x03h\x00K\x05tq\x01h\x00h\x01e."],
    ["a tuple in a tuple, recalled", "](((K\x01K\x02K\x03tq\x00K\x04K\x05tq\x01h\x00h\x01e."],
    ["a state that is set twice", "](cm\nA\n)\x81q\x00}(K\x01K\x02ub](h\x00}K\x03K\x04sbK\x01eh\x00e."],
    ["a key that comes again", "}(K\x01K\x02K\x01K\x03u(K\x01K\x04K\x05K\x06u."],
    ["a dict as a key", "}(}K\x02K\x01K\x03u."],
    ["a dict of a class", "cm\nA\n)R(K\x01K\x02K\x03K\x04u(K\x01K\x02e."],
  ])("%s", (_, text) => sameDeferred(latin1(text)));

  test("a list is an array, and takes what any array takes", () => {
    const items = Array.from({ length: 3000 }, (_, i) => BigInt(i));
    const list = readPickle(writePickle(items, { protocol: 4 }), { deferFrom: 10 }).root as PyValue[];
    expect(Array.isArray(list)).toBe(true);
    list.push(5n);
    expect(list.length).toBe(3001);
    expect(list.slice(2998)).toEqual([2998n, 2999n, 5n]);
    expect(list.at(-1)).toBe(5n);
  });

  test("a level of a deep pickle does not cost reading all levels below it again", () => {
    let value: PyValue = null;
    for (let i = 0; i < 50_000; i++) value = new PyObject("reduce", new PyGlobal("m", "f"), new PyTuple([value, BigInt(i), 1n, 2n]));
    for (let i = 0; i < 50_000; i++) value = [value, BigInt(i)];
    let level = readPickle(writePickle(value, { protocol: 4 })).root;
    let depth = 0;
    for (; Array.isArray(level); level = level[0] as PyValue) depth++;
    expect(depth).toBe(50_000);
  });
});

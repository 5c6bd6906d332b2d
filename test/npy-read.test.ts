import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { formatDescr } from "../src/container/npy/descr.js";
import { formatLiteral, parseLiteral } from "../src/container/npy/literal.js";
import { readNpz } from "../src/container/npy/npz.js";
import { readNpy } from "../src/container/npy/read.js";
import type { NdArray } from "../src/container/python/array.js";
import { ModelError } from "../src/errors.js";
import { defaultLimits } from "../src/limits.js";

interface Expected {
  descr: string;
  shape: number[];
  fortran?: boolean;
  data?: string;
  objects?: unknown[];
}

const fixtures = new URL("fixtures/npy/", import.meta.url).pathname;

function check(array: NdArray, want: Expected): void {
  expect(array.shape).toEqual(want.shape);
  if (want.descr !== "") expect(formatLiteral(formatDescr(array.dtype))).toBe(want.descr);
  if (want.objects) expect(array.objects).toEqual(want.objects);
  else {
    expect(array.fortran).toBe(want.fortran);
    expect(Buffer.from(array.bytes ?? []).toString("base64")).toBe(want.data);
  }
}

describe.each(readdirSync(fixtures))("%s", (folder) => {
  const expected = JSON.parse(readFileSync(join(fixtures, folder, "expected.json"), "utf8")) as Record<string, Expected>;
  test.each(Object.keys(expected))("%s.npy", (name) => {
    check(readNpy(readFileSync(join(fixtures, folder, `${name}.npy`))), expected[name] as Expected);
  });
  test.each(["stored.npz", "deflated.npz"])("%s", async (name) => {
    const arrays = await readNpz(readFileSync(join(fixtures, folder, name)));
    expect([...arrays.keys()]).toEqual(["float64", "fortran", "text", "object"]);
    for (const [key, array] of arrays) check(array, expected[key] as Expected);
  });
  test.each(["stored.npz", "deflated.npz"])("%s: damage is noticed, wherever it is", async (name) => {
    const bytes = readFileSync(join(fixtures, folder, name));
    let noticed = 0;
    for (let at = 0; at < bytes.length; at += 7) {
      const flipped = new Uint8Array(bytes);
      flipped[at] = (flipped[at] as number) ^ 0x10;
      const arrays = await readNpz(flipped).catch((error: unknown) => {
        if (!(error instanceof ModelError)) throw error;
        noticed++;
        return undefined;
      });
      for (const [key, array] of arrays ?? []) if (expected[key]) check(array, expected[key] as Expected);
    }
    expect(noticed).toBeGreaterThan(bytes.length / 14);
  });
});

test("versions 1, 2 and 3 are all there", () => {
  const folder = join(fixtures, readdirSync(fixtures)[0] as string);
  const versions = ["float64", "many_fields", "unicode_name"].map((name) => readFileSync(join(folder, `${name}.npy`))[6]);
  expect(versions).toEqual([1, 2, 3]);
});

function npy(header: string, data = new Uint8Array(0)): Uint8Array {
  const text = Buffer.from(header, "latin1");
  return Buffer.concat([Buffer.from("\x93NUMPY\x01\x00", "latin1"), Buffer.of(text.length & 255, text.length >> 8), text, data]);
}

test.each([
  ["no .npy", Buffer.from("NUMPY"), "npy/header"],
  ["an unknown version", Buffer.from("\x93NUMPY\x09\x00\x00\x00", "latin1"), "npy/header"],
  ["a header that is code", npy("__import__('os').system('id')"), "npy/header"],
  ["a call inside", npy("{'descr': f(), 'fortran_order': False, 'shape': ()}"), "npy/header"],
  ["more keys", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (), 'x': 1}"), "npy/header"],
  ["a key twice", npy("{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': ()}"), "npy/header"],
  ["a negative size", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}"), "npy/header"],
  ["an unknown dtype", npy("{'descr': '<q9', 'fortran_order': False, 'shape': ()}"), "numpy/dtype"],
  ["a size beyond numbers", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999999, 9999999999999)}"), "bytes/too-large"],
  ["a size beyond the limit", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999,)}"), "bytes/too-large"],
  ["missing data", npy("{'descr': '<f8', 'fortran_order': False, 'shape': (2,)}", new Uint8Array(15)), "bytes/eof"],
  ["deep nesting", npy(`{'descr': ${"[".repeat(5000)}, 'fortran_order': False, 'shape': ()}`), "npy/header"],
  ["objects without a pickle", npy("{'descr': '|O', 'fortran_order': False, 'shape': (1,)}"), "bytes/eof"],
])("refused: %s", (_, bytes, code) => {
  expect.assertions(1);
  try {
    readNpy(bytes);
  } catch (error) {
    expect(error instanceof ModelError && error.code).toBe(code);
  }
});

test("literals of Python 2 and 3", () => {
  expect(parseLiteral("{'a': (1L,), u'b': [True, None,], \"c'\": 'x\\'\\x41\\n'}", "t")).toEqual(
    new Map<string, unknown>([
      ["a", { items: [1] }],
      ["b", [true, null]],
      ["c'", "x'A\n"],
    ]),
  );
});

test("an archive is limited as a whole", async () => {
  const bytes = readFileSync(join(fixtures, readdirSync(fixtures)[0] as string, "deflated.npz"));
  await expect(readNpz(bytes, { ...defaultLimits, maxBytes: 500 })).rejects.toMatchObject({ code: "bytes/too-large" });
});

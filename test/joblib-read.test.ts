import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openSource } from "../src/bytes/open.js";
import { type JoblibFile, joblibFormat } from "../src/container/joblib/format.js";
import { typeString } from "../src/container/npy/descr.js";
import type { PickleFile } from "../src/container/pickle/format.js";
import { PyDict, PyObject, type PyValue } from "../src/container/pickle/values.js";
import { NdArray } from "../src/container/python/array.js";
import { realize } from "../src/container/python/realize.js";
import { ModelError } from "../src/errors.js";
import { defaultLimits } from "../src/limits.js";

interface Expected {
  dtype: string;
  shape: number[];
  fortran?: boolean;
  data?: string;
  objects?: unknown[];
}

const fixtures = new URL("fixtures/joblib/", import.meta.url).pathname;
const folders = readdirSync(fixtures).sort();
const isPart = (name: string) => /_\d\d\.npy(\.z)?$/.test(name) || name === "expected.json";

async function open(path: string | Uint8Array, limits = defaultLimits): Promise<JoblibFile | PickleFile> {
  const source = await openSource(path);
  try {
    expect(joblibFormat.sniff(await source.read(0, Math.min(joblibFormat.headBytes, source.size)))).toBe(true);
    return await joblibFormat.read(source, limits);
  } finally {
    await source.close?.();
  }
}

function rootDict(file: JoblibFile | PickleFile): PyDict {
  expect(file.pickles).toHaveLength(1);
  const root = file.pickles[0]?.root;
  if (!(root instanceof PyDict)) throw new Error("the root is no dict");
  return root;
}

function arrayOf(value: PyValue | undefined): NdArray {
  const array = realize(value ?? null);
  if (!(array instanceof NdArray)) throw new Error("no array");
  return array;
}

function checkArray(array: NdArray, want: Expected): void {
  expect(array.shape).toEqual(want.shape);
  if (want.objects) {
    expect(array.objects).toEqual(want.objects);
    return;
  }
  if (!want.dtype.startsWith("|V")) expect(typeString(array.dtype)).toBe(want.dtype);
  else expect(array.dtype.fields?.map((field) => field.name)).toEqual(["name", "age", "marks"]);
  expect(array.fortran).toBe(want.fortran);
  expect(Buffer.from(array.bytes ?? []).toString("base64")).toBe(want.data);
}

describe.each(folders)("%s", (folder) => {
  const { arrays } = JSON.parse(readFileSync(join(fixtures, folder, "expected.json"), "utf8")) as { arrays: Record<string, Expected> };
  test.each(readdirSync(join(fixtures, folder)).filter((name) => !isPart(name)))("%s holds what Python put in", async (name) => {
    const file = await open(join(fixtures, folder, name));
    expect(file.type).toBe("joblib");
    const root = rootDict(file);
    for (const [key, want] of Object.entries(arrays)) checkArray(arrayOf(root.get(key)), want);
    const inner = root.get("inner");
    const list = inner instanceof PyDict ? inner.get("list") : undefined;
    if (!Array.isArray(list) || !(inner instanceof PyDict)) throw new Error("no inner list");
    checkArray(arrayOf(list[0]), arrays.float64 as Expected);
    checkArray(arrayOf(inner.get("again")), arrays.float64 as Expected);
    expect(list.slice(1)).toEqual(["words", 7n]);
    expect(root.get("matrix")).toBeInstanceOf(PyObject);
    expect((root.get("matrix") as PyObject).cls?.path).toMatch(/matrix$/);
  });
});

const newest = join(fixtures, "joblib-1.5.3");

test("a pickle that only something else packed opens the same way", async () => {
  const plain = readFileSync(join(newest, "plain.pkl"));
  const file = await open(gzipSync(plain));
  expect(file).toMatchObject({ type: "joblib", compression: "gzip", size: plain.length });
  const two = Buffer.concat([gzipSync(plain.subarray(0, 5000)), gzipSync(plain.subarray(5000))]);
  expect(rootDict(await open(two)).size).toBe(rootDict(file).size);
});

test("a plain pickle says that it is one", async () => {
  const file = await open(Uint8Array.of(0x80, 4, 0x4b, 7, 0x2e));
  expect(file.type).toBe("pickle");
  expect(file.pickles[0]?.root).toBe(7n);
});

test("zfiles of Python 2 have one more space in their header", async () => {
  const name = join(fixtures, "joblib-0.9.4", "zfile.pkl");
  const bytes = readFileSync(name);
  const wider = Buffer.concat([bytes.subarray(0, 21), Buffer.from(" "), bytes.subarray(21)]);
  expect(rootDict(await open(wider)).size).toBe(rootDict(await open(name)).size);
});

async function failure(run: () => Promise<unknown>): Promise<ModelError> {
  try {
    await run();
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("files beside an old pickle", () => {
  const old = join(fixtures, "joblib-0.9.4");
  test("a missing one is named", async () => {
    const folder = mkdtempSync(join(tmpdir(), "brine-"));
    try {
      cpSync(old, folder, { recursive: true });
      renameSync(join(folder, "plain.pkl_05.npy"), join(folder, "elsewhere.npy"));
      const error = await failure(() => open(join(folder, "plain.pkl")));
      expect(error.code).toBe("joblib/sibling");
      expect(error.message).toContain("plain.pkl_05.npy");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(["../secret.npy", "/etc/passwd", "a\\b.npy", "C:x.npy", "..", ""])("%j is never opened", async (path) => {
    const folder = mkdtempSync(join(tmpdir(), "brine-"));
    try {
      const text = Buffer.from(path, "latin1");
      const head = Buffer.from("\x80\x02cjoblib.numpy_pickle\nNDArrayWrapper\n)\x81}(X\x08\x00\x00\x00filenameU", "latin1");
      const tail = Buffer.from("X\x08\x00\x00\x00subclasscnumpy\nndarray\nub.", "latin1");
      writeFileSync(join(folder, "m.pkl"), Buffer.concat([head, Buffer.of(text.length), text, tail]));
      const error = await failure(() => open(join(folder, "m.pkl")));
      expect(error.code).toBe("joblib/sibling");
      expect(error.message).toContain("path");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test("bytes in memory have no folder", async () => {
    const error = await failure(() => open(readFileSync(join(old, "plain.pkl"))));
    expect(error.code).toBe("joblib/sibling");
  });
});

test("bytes behind a packed stream are told, or refused", async () => {
  for (const name of ["zlib", "bz2", "lzma", "lz4"]) {
    const bytes = readFileSync(join(newest, `packed.${name}`));
    expect((await open(bytes)).notes).toEqual([]);
    const file = await open(Buffer.concat([bytes, Buffer.from("hidden bytes")]));
    expect([name, file.notes]).toMatchObject([name, [{ code: "unread-bytes", offset: bytes.length }]]);
  }
  for (const name of ["gzip", "xz"]) {
    const longer = Buffer.concat([readFileSync(join(newest, `packed.${name}`)), Buffer.from("hidden bytes")]);
    expect((await failure(() => open(longer))).code).toBe("codec/corrupt");
  }
});

describe("what is damaged", () => {
  const plain = readFileSync(join(newest, "plain.pkl"));

  test("an array that reaches beyond the end is refused before anything is allocated", async () => {
    const huge = Buffer.from(
      "\x80\x02cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\x81}(U\x08subclasscnumpy\nndarray\nU\x05shape\x8a\x06\xff\xff\xff\xff\xff\x00\x85U\x05orderU\x01CU\x05dtypecnumpy\ndtype\nU\x02f8\x89\x88\x87RU\x0aallow_mmap\x89ub.",
      "latin1",
    );
    expect((await failure(() => open(huge))).code).toBe("bytes/eof");
  });

  test("content that is no pickle says what it begins with", async () => {
    const error = await failure(() => open(deflateSync(Buffer.from("a,b\n1,2\n"))));
    expect(error.code).toBe("format/unknown");
  });

  test("an unpacked size beyond the limit", async () => {
    for (const method of ["zlib", "gzip", "bz2", "lzma", "xz", "lz4"]) {
      const error = await failure(() => open(join(newest, `packed.${method}`), { ...defaultLimits, maxBytes: 30_000 }));
      expect([method, error.code]).toEqual([method, "bytes/too-large"]);
    }
    const old = join(fixtures, "joblib-0.9.4", "zfile.pkl");
    expect((await failure(() => open(old, { ...defaultLimits, maxBytes: 30_000 }))).code).toBe("bytes/too-large");
  });

  const cut = readdirSync(newest).filter((name) => name !== "expected.json");
  test.each(cut)("%s cut and with bits flipped: content or ModelError, nothing else", async (name) => {
    const bytes = readFileSync(join(newest, name));
    let state = 12345;
    const random = (below: number) => {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      return state % below;
    };
    const tries: Uint8Array[] = [];
    for (let end = 0; end < bytes.length; end += 1024 + random(64)) tries.push(bytes.subarray(0, end));
    for (let i = 0; i < 100; i++) {
      const flipped = new Uint8Array(bytes);
      const at = random(bytes.length);
      flipped[at] = (flipped[at] as number) ^ (1 << random(8));
      tries.push(flipped);
    }
    for (const tried of tries) {
      const source = await openSource(tried);
      const limits = { ...defaultLimits, maxBytes: 2 ** 26 };
      await joblibFormat.read(source, limits).catch((error: unknown) => {
        if (!(error instanceof ModelError)) throw error;
      });
    }
    expect(tries.length).toBeGreaterThan(100);
  });

  test("every file that is cut short is noticed, whatever packs it", async () => {
    for (const name of cut) {
      const bytes = readFileSync(join(newest, name));
      expect([name, (await failure(() => open(bytes.subarray(0, bytes.length - 20)))).code]).toEqual([
        name,
        name.startsWith("packed") ? "codec/corrupt" : "bytes/eof",
      ]);
    }
  });

  test("the fixtures are there", () => {
    expect(existsSync(join(newest, "expected.json"))).toBe(true);
    expect(folders.length).toBeGreaterThanOrEqual(8);
    expect(plain.length).toBeGreaterThan(1000);
  });
});

import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parquetWriteBuffer } from "hyparquet-writer";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../src/cli/data/batch.js";
import { readBatches, readInput } from "../src/cli/data/read.js";
import { ModelError } from "../src/errors.js";
import { CsrMatrix } from "../src/sparse.js";
import { Table } from "../src/table.js";
import { strings, Tensor } from "../src/tensor.js";
import { random } from "./attacks/damage.js";

const folder = mkdtempSync(join(tmpdir(), "brine-formats-"));
const fixtures = fileURLToPath(new URL("./fixtures/data/numpy/", import.meta.url));
const { dense } = JSON.parse(readFileSync(join(fixtures, "expected.json"), "utf8")) as { dense: number[][] };

function file(content: string | Uint8Array, name: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

async function* stream(content: string | Uint8Array, size = 11): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function cells(batch: unknown): Record<string, [string, unknown]> {
  if (!(batch instanceof Table)) throw new Error("not a table");
  return Object.fromEntries([...batch.columns].map(([name, column]) => [name, [column.dtype, column.toArray()]]));
}

function densified(batch: unknown): unknown {
  if (!(batch instanceof CsrMatrix)) throw new Error("not sparse");
  const rows = Array.from({ length: batch.shape[0] }, () => new Array<number>(batch.shape[1]).fill(0));
  for (const [i, row] of rows.entries())
    for (let k = batch.indptr[i] ?? 0; k < (batch.indptr[i + 1] ?? 0); k++) row[batch.indices[k] ?? 0] = Number(batch.data.at(k));
  return rows;
}

describe("JSON", () => {
  const records = '[{"a": 1, "b": "x", "c": true, "d": 1.5}, {"a": 2, "b": null, "c": false, "d": NaN}, {"a": 3, "b": "z", "c": true}]';
  it("of records is a table", async () => {
    const expected = {
      a: ["int64", [1, 2, 3]],
      b: ["object", ["x", null, "z"]],
      c: ["bool", [true, false, true]],
      d: ["float64", [1.5, Number.NaN, Number.NaN]],
    };
    expect(cells(await readInput(file(records, "r.json")))).toEqual(expected);
    expect(cells(await readInput("-", { stdin: stream(records) }))).toEqual(expected);
  });

  it("of arrays is an array", async () => {
    expect(await readInput(file("[[1, 2], [3, 4.5]]", "a.json"))).toEqual(new Tensor("float64", [2, 2], Float64Array.of(1, 2, 3, 4.5)));
    expect(await readInput(file("[[[1], [2]]]", "a.json"))).toEqual(new Tensor("int64", [1, 2, 1], BigInt64Array.of(1n, 2n)));
    expect(await readInput(file("[1, null, -Infinity]", "a.json"))).toEqual(
      new Tensor("float64", [3], Float64Array.of(1, Number.NaN, Number.NEGATIVE_INFINITY)),
    );
    expect(await readInput(file('[["a", 1], ["b", null]]', "a.json"))).toEqual(new Tensor("object", [2, 2], ["a", 1, "b", null]));
  });

  it("of strings is documents", async () => {
    expect(await readInput(file('["one text", "NaN, and another"]', "t.json"))).toEqual(strings([2], ["one text", "NaN, and another"]));
  });

  it("of columns is a table, in each of pandas' layouts", async () => {
    const expected = { a: ["int64", [1, 2]], b: ["object", ["x", "y"]] };
    for (const text of ['{"a": [1, 2], "b": ["x", "y"]}', '{"a": {"0": 1, "1": 2}, "b": {"0": "x", "1": "y"}}'])
      expect(cells(await readInput(file(text, "c.json")))).toEqual(expected);
    expect(cells(await readInput(file('{"columns":["a","b"],"index":[0,1],"data":[[1,"x"],[2,"y"]]}', "c.json")))).toEqual(expected);
  });

  it("keeps records for DictVectorizer, harmless keys and nested values included", async () => {
    const batch = await readInput(file('[{"__proto__": 1, "x": ["a"]}, {"y": {"constructor": null}}]', "d.json"), { records: true });
    expect(batch).toEqual(
      new Tensor(
        "object",
        [2],
        [
          new Map<string, number | string[]>([
            ["__proto__", 1],
            ["x", ["a"]],
          ]),
          new Map([["y", new Map([["constructor", null]])]]),
        ],
      ),
    );
    expect(cells(await readInput(file('[{"__proto__": 1}]', "d.json")))).toHaveProperty(["__proto__"]);
  });

  it.each([
    ['[{"a": 1},\n {"a": x}]', /line 2, column 8: This is no JSON: "x}]"/],
    ["[1, 2", /line 1, column 6: The JSON ends early/],
    ['["a\nb"]', /line 1, column 2/],
    ["[1] 2", /line 1, column 5/],
    ["", /line 1, column 1: The JSON ends early/],
    ["[[1, 2], [3]]", /item 1: It has 1 values where the first row has 2/],
    ['[{"a": 1}, [2]]', /item 1: It is an array; the rows before it are each a record/],
    ['[{"a": 1}, null]', /item 1: It is null/],
    ['{"a": 1}', /column "a": The object's members have to be columns/],
    ["3", /an array of rows or an object of columns is needed/],
  ])("%j is refused", async (text, message) => {
    await expect(readInput(file(text, "bad.json"))).rejects.toMatchObject({ code: "table/parse", message: expect.stringMatching(message) });
  });

  it("that is nested a million levels deep is refused, not a crash", async () => {
    const outcome = await readInput(file("[".repeat(1_000_000), "deep.json")).catch((cause: unknown) => cause);
    expect(outcome).toMatchObject({ code: "table/parse" });
  });
});

describe("JSON lines", () => {
  it("keep one type per column in a file, whatever comes late", async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => (i === 11_999 ? '{"a": 1.5, "late": "x"}' : `{"a": ${i}}`)).join("\n");
    let count = 0;
    for await (const batch of readBatches(file(lines, "l.jsonl"), { batchRows: 5000 })) {
      if (!(batch instanceof Table)) throw new Error("not a table");
      expect([...batch.columns].map(([name, { dtype }]) => `${name} ${dtype}`)).toEqual(["a float64", "late object"]);
      count += batch.rows;
    }
    expect(count).toBe(12_000);
    const late = async () => {
      for await (const batch of readBatches("-", { stdin: stream(lines, 4096) })) expect(rowsOf(batch)).toBeGreaterThan(0);
    };
    await expect(late()).rejects.toMatchObject({ code: "table/parse", message: expect.stringMatching(/line 12000, column "(a|late)"/) });
  });

  it("are told from JSON by content, and name the line of an error", async () => {
    expect(cells(await readInput("-", { stdin: stream('{"a": 1}\r\n\n{"a": 2}\n') }))).toEqual({ a: ["int64", [1, 2]] });
    expect(await readInput("-", { stdin: stream("[1, 2]\n[3, 4]\n") })).toMatchObject({ shape: [2, 2], dtype: "int64" });
    await expect(readInput(file('{"a": 1}\n{"a": 2\n', "bad.jsonl"))).rejects.toMatchObject({
      message: expect.stringMatching(/line 2, column 8/),
    });
  });
});

describe("NumPy files", () => {
  it.each(["dense.npy", "one.npz"])("%s is an array", async (name) => {
    expect(await readInput(join(fixtures, name))).toMatchObject({ dtype: "float64", shape: [5, 4], data: Float64Array.from(dense.flat()) });
  });

  it("in Fortran order, big-endian float32, and from a stream", async () => {
    const batch = await readInput("-", { stdin: stream(readFileSync(join(fixtures, "fortran.npy"))) });
    expect(batch).toMatchObject({ dtype: "float32", shape: [5, 4], data: Float32Array.from(dense.flat()) });
  });

  it("of text are strings, of columns a table", async () => {
    expect(await readInput(join(fixtures, "text.npy"))).toMatchObject({ dtype: "string", data: ["a", "längeres", ""] });
    expect(cells(await readInput(join(fixtures, "columns.npz")))).toEqual({ a: ["int64", [0, 1, 2]], b: ["string", ["x", "y", "z"]] });
  });

  it("of several arrays ask which", async () => {
    await expect(readInput(join(fixtures, "several.npz"))).rejects.toMatchObject({ code: "input/names" });
    expect(await readInput(join(fixtures, "several.npz"), { columns: ["y"] })).toMatchObject({
      data: BigInt64Array.of(0n, 1n, 2n, 3n, 4n),
    });
  });

  it.each(["csr", "csc", "coo"])("hold %s matrices", async (kind) => {
    const batch = await readInput(join(fixtures, `${kind}.npz`));
    expect(densified(batch)).toEqual(dense);
    const parts: unknown[] = [];
    for await (const part of readBatches(join(fixtures, `${kind}.npz`), { batchRows: 2 })) parts.push(...(densified(part) as unknown[]));
    expect(parts).toEqual(dense);
    expect(densified(await readInput(join(fixtures, `${kind}.npz`), { columns: ["3", "0"] }))).toEqual(
      dense.map((row) => [row[3], row[0]]),
    );
  });

  it("hold counts, and say what they cannot hold", async () => {
    expect(densified(await readInput(join(fixtures, "counts.npz")))).toEqual(dense.map((row) => row.map((value) => Number(value > 0))));
    await expect(readInput(join(fixtures, "bsr.npz"))).rejects.toMatchObject({
      code: "table/parse",
      message: expect.stringMatching(/bsr.*tocsr/),
    });
  });
});

describe("Parquet", () => {
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: "i", data: [1, 2, 3], type: "INT32", nullable: false },
        { name: "l", data: [1n, null, 3n], type: "INT64" },
        { name: "f", data: [0.5, null, 2.5], type: "DOUBLE" },
        { name: "s", data: ["x", null, "東京"], type: "STRING" },
        { name: "b", data: [true, false, true], type: "BOOLEAN" },
        { name: "__index_level_0__", data: [7, 8, 9], type: "INT32" },
      ],
      kvMetadata: [{ key: "pandas", value: '{"index_columns": ["__index_level_0__"]}' }],
      rowGroupSize: 2,
    }),
  );
  const expected = {
    i: ["int32", [1, 2, 3]],
    l: ["float64", [1, Number.NaN, 3]],
    f: ["float64", [0.5, Number.NaN, 2.5]],
    s: ["object", ["x", Number.NaN, "東京"]],
    b: ["bool", [true, false, true]],
  };

  it("has pandas' dtypes, and its index is no column", async () => {
    expect(cells(await readInput(file(bytes, "p.parquet")))).toEqual(expected);
    expect(cells(await readInput("-", { stdin: stream(bytes, 100) }))).toEqual(expected);
    expect(cells(await readInput(file(bytes, "p.parquet"), { columns: ["b", "__index_level_0__"] }))).toEqual({
      b: expected.b,
      __index_level_0__: ["int32", [7, 8, 9]],
    });
  });

  it("that is cut ends in a ModelError", async () => {
    for (let at = 4; at < bytes.length; at += 96) {
      const cut = await readInput(file(bytes.subarray(0, at), "cut.parquet")).catch((cause: unknown) => cause);
      expect(cut).toMatchObject({ name: "ModelError" });
    }
  });

  it("with one bit flipped is read or refused, and never hangs", async () => {
    const next = random(7);
    const codes = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const at = next() % (bytes.length * 8);
      const flipped = bytes.slice();
      flipped[at >> 3] = (flipped[at >> 3] as number) ^ (1 << (at & 7));
      const read: unknown = await readInput(file(flipped, "flipped.parquet"), { patience: 2_000 }).catch((cause: unknown) => cause);
      if (read instanceof Error) expect(read, `bit ${at}: ${read.stack}`).toMatchObject({ name: "ModelError" });
      codes.add(read instanceof ModelError ? read.code : "read");
    }
    expect([...codes].sort()).toContain("table/parse");
  });
});

it("content that is no table is refused", async () => {
  await expect(readInput(file(Uint8Array.of(0x80, 4, 0x95, 0, 0, 0), "m.pkl"))).rejects.toMatchObject({ code: "format/unknown" });
});

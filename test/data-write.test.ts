import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { beforeEach, describe, expect, it } from "vitest";
import { readInput } from "../src/cli/data/read.js";
import type { Result } from "../src/cli/data/write/columns.js";
import { type OutputFormat, openWriter, type WriteOptions } from "../src/cli/data/write/open.js";
import { CsrMatrix } from "../src/sparse.js";
import { Table } from "../src/table.js";
import { float32, float64, int64, strings, Tensor } from "../src/tensor.js";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "brine-write-"));
});

async function write(name: string, results: readonly Result[], options: WriteOptions = {}): Promise<string> {
  const path = join(folder, name);
  const writer = openWriter(path, undefined, options);
  for (const result of results) await writer.write(result);
  await writer.close();
  expect(readdirSync(folder).filter((each) => each.endsWith(".tmp"))).toEqual([]);
  return path;
}

async function text(format: OutputFormat, results: readonly Result[], options: WriteOptions = {}): Promise<string> {
  const path = await write(`x.${format}`, results, options);
  return readFileSync(path, "utf8");
}

const table = new Table(
  new Map<string, Tensor>([
    ["id", int64([2], [1, 2])],
    ["name", new Tensor("object", [2], ["a, b", Number.NaN])],
    ["score", float64([2], [0.1, Number.NaN])],
    ["ok", new Tensor("bool", [2], Uint8Array.of(1, 0))],
  ]),
);
const sparse = new CsrMatrix([3, 4], float64([3], [0.5, -1, 2]), Int32Array.of(1, 3, 0), Int32Array.of(0, 2, 2, 3));

describe("CSV", () => {
  it("of one value per row has the column prediction", async () => {
    expect(await text("csv", [strings([2], ["yes", 'no "really"']), strings([1], ["x"])])).toBe('prediction\nyes\n"no ""really"""\nx\n');
    expect(await text("csv", [int64([2], [3, -4])])).toBe("prediction\n3\n-4\n");
  });

  it("of a matrix is headed by positions or the given names, in shortest round-trip numbers", async () => {
    expect(await text("csv", [float64([1, 3], [0.1 + 0.2, 1, -0])])).toBe("0,1,2\n0.30000000000000004,1.0,-0.0\n");
    expect(await text("csv", [float32([1, 2], [0.1, 1e-7])], { columns: ["no", "yes"] })).toBe("no,yes\n0.1,1e-7\n");
    expect(await text("csv", [float64([1, 3], [Number.NaN, Infinity, -Infinity])])).toBe("0,1,2\n,inf,-inf\n");
  });

  it("of several outputs puts them side by side", async () => {
    const outputs = [float64([1, 2], [0.25, 0.75]), float64([1, 2], [1, 0])];
    expect(await text("csv", [outputs])).toBe("0_0,0_1,1_0,1_1\n0.25,0.75,1.0,0.0\n");
  });

  it("of tables and sparse matrices", async () => {
    expect(await text("csv", [table])).toBe('id,name,score,ok\n1,"a, b",0.1,True\n2,,,False\n');
    expect(await text("csv", [sparse])).toBe("0,1,2,3\n0.0,0.5,0.0,-1.0\n0.0,0.0,0.0,0.0\n2.0,0.0,0.0,0.0\n");
  });

  it("quotes what a tab would break", async () => {
    expect(await text("tsv", [new Table(new Map([["a\tb", strings([1], ["c\td"])]]))])).toBe('"a\tb"\n"c\td"\n');
  });

  it("refuses what is no table and names that do not fit", async () => {
    await expect(write("x.csv", [float64([1, 1, 1], [0])])).rejects.toMatchObject({ code: "input/shape" });
    await expect(write("x.csv", [float64([1, 2], [0, 1])], { columns: ["a"] })).rejects.toMatchObject({ code: "input/shape" });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("JSON", () => {
  it("is one array over all batches; NaN and infinities are null", async () => {
    const parts = [float64([1, 2], [0.1, Number.NaN]), float64([1, 2], [1, Infinity])];
    expect(JSON.parse(await text("json", parts))).toEqual([
      [0.1, null],
      [1, null],
    ]);
    expect(await text("jsonl", parts)).toBe("[0.1,null]\n[1,null]\n");
    expect(await text("json", [float64([0], [])])).toBe("[]\n");
  });

  it("keeps integers exact and float32 short", async () => {
    expect(await text("jsonl", [new Tensor("int64", [1], BigInt64Array.of(9007199254740993n))])).toBe("9007199254740993\n");
    expect(await text("jsonl", [float32([2], [0.1, 16777216])])).toBe("0.1\n16777216\n");
  });

  it("has records where there are names, and outputs side by side", async () => {
    expect(await text("jsonl", [table])).toBe(
      '{"id":1,"name":"a, b","score":0.1,"ok":true}\n{"id":2,"name":null,"score":null,"ok":false}\n',
    );
    expect(await text("jsonl", [float64([1, 2], [0.5, 0.5])], { columns: ["a", "b"] })).toBe('{"a":0.5,"b":0.5}\n');
    expect(await text("jsonl", [[float64([1, 2], [0.5, 0.5]), int64([1], [3])]])).toBe("[[0.5,0.5],3]\n");
    expect(await text("jsonl", [sparse])).toBe("[0,0.5,0,-1]\n[0,0,0,0]\n[2,0,0,0]\n");
  });
});

describe("what is written reads back the same", () => {
  it.each(["csv", "json", "jsonl", "parquet"])("tables as %s", async (format) => {
    const back = await readInput(await write(`t.${format}`, [table, table]));
    if (!(back instanceof Table)) throw new Error("not a table");
    expect(back.names).toEqual(table.names);
    expect(back.rows).toBe(4);
    for (const [name, column] of table.columns) expect(back.columns.get(name)?.dtype).toBe(column.dtype);
    expect(back.columns.get("score")?.data).toEqual(Float64Array.of(0.1, Number.NaN, 0.1, Number.NaN));
    expect(back.columns.get("id")?.data).toEqual(BigInt64Array.of(1n, 2n, 1n, 2n));
    expect(back.columns.get("name")?.at(2)).toBe("a, b");
  });

  it.each(["npy", "npz", "csv", "json", "jsonl"])("matrices as %s", async (format) => {
    const parts = [float64([2, 2], [0.1, 1e300, -0.5, 3]), float64([1, 2], [5e-324, 7.25])];
    const back = await readInput(await write(`m.${format}`, parts));
    expect(back).toEqual(float64([3, 2], [0.1, 1e300, -0.5, 3, 5e-324, 7.25]));
  });

  it.each([
    float32([2, 3], [1, 2, 3, 4, 5, 0.1]),
    strings([2], ["ä", "longer"]),
    new Tensor("bool", [2], Uint8Array.of(1, 0)),
    new Tensor("uint8", [2], Uint8Array.of(1, 255)),
    float64([1, 2, 2], [1, 2, 3, 4]),
  ])("$dtype $shape as npy and npz", async (tensor) => {
    expect(await readInput(await write("a.npy", [tensor]))).toEqual(tensor);
    expect(await readInput(await write("a.npz", [tensor]))).toEqual(tensor);
  });

  it("sparse matrices and several outputs as npz", async () => {
    expect(await readInput(await write("s.npz", [sparse]))).toEqual(sparse);
    const path = await write("o.npz", [[float64([1, 2], [0.5, 0.5]), int64([1], [3])]]);
    expect(await readInput(path, { columns: ["arr_1"] })).toEqual(int64([1], [3]));
  });

  it("every integer width and gaps as Parquet", async () => {
    const columns = new Map<string, Tensor>([
      ["u8", new Tensor("uint8", [2], Uint8Array.of(0, 255))],
      ["i16", new Tensor("int16", [2], Int16Array.of(-32768, 32767))],
      ["u32", new Tensor("uint32", [2], Uint32Array.of(0, 4294967295))],
      ["i64", new Tensor("int64", [2], BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n))],
      ["f32", float32([2], [0.1, Number.NaN])],
      ["b", new Tensor("object", [2], [true, Number.NaN])],
    ]);
    const back = await readInput(await write("w.parquet", [new Table(columns)]));
    if (!(back instanceof Table)) throw new Error("not a table");
    for (const [name, column] of columns) expect(back.columns.get(name), name).toEqual(column);
  });
});

describe("files", () => {
  it("stay as they were when the command gives up or fails", async () => {
    const path = join(folder, "old.csv");
    writeFileSync(path, "old");
    const writer = openWriter(path);
    await writer.write(float64([2], [1, 2]));
    await writer.abort();
    expect(readFileSync(path, "utf8")).toBe("old");
    await expect(write("old.csv", [float64([1], [1]), float64([1, 1, 1], [1])])).rejects.toMatchObject({ code: "input/shape" });
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(folder)).toEqual(["old.csv"]);
  });

  it("in folders that are not there are an error", async () => {
    await expect(write("none/x.csv", [float64([1], [1])])).rejects.toMatchObject({ code: "bytes/write" });
    await expect(write("none/x.npy", [float64([1], [1])])).rejects.toMatchObject({ code: "bytes/write" });
  });

  it("need a name that tells the format", () => {
    expect(() => openWriter("x.dat")).toThrow(expect.objectContaining({ code: "cli/usage" }));
  });

  it("hold no array that needs a pickle", async () => {
    await expect(write("x.npy", [new Tensor("object", [2], ["a", 1])])).rejects.toMatchObject({ code: "format/write" });
    await expect(write("x.parquet", [new Table(new Map([["a", new Tensor("object", [2], ["a", 1])]]))])).rejects.toMatchObject({
      code: "format/write",
    });
  });
});

describe("standard output", () => {
  it("gets CSV by default, and waits for a slow reader", async () => {
    const pieces: string[] = [];
    const stdout = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        pieces.push(chunk.toString());
        setTimeout(done, 1);
      },
    });
    const writer = openWriter("-", undefined, { stdout });
    for (let i = 0; i < 5; i++) await writer.write(int64([1], [i]));
    await writer.close();
    expect(pieces.join("")).toBe("prediction\n0\n1\n2\n3\n4\n");
  });

  it("that is closed is an error, not a crash", async () => {
    const stdout = new Writable({
      write(_chunk, _encoding, done) {
        done(Object.assign(new Error("write EPIPE"), { code: "EPIPE" }));
      },
    });
    const writer = openWriter("-", "jsonl", { stdout });
    const run = async () => {
      for (let i = 0; i < 3; i++) await writer.write(int64([1], [i]));
      await writer.close();
    };
    await expect(run()).rejects.toMatchObject({ code: "bytes/write" });
  });
});

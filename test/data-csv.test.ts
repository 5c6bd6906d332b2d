import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rowsOf } from "../src/cli/data/batch.js";
import { readBatches, readInput } from "../src/cli/data/read.js";
import { Table } from "../src/table.js";
import { Tensor } from "../src/tensor.js";

const folder = mkdtempSync(join(tmpdir(), "brine-csv-"));

function file(text: string, name = "x.csv"): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function* stream(text: string, size = 7): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function plain(batch: unknown): unknown {
  if (!(batch instanceof Table)) throw new Error("not a table");
  return [...batch.columns].map(([name, column]) => ({
    name,
    dtype: column.dtype,
    values: Array.from({ length: batch.rows }, (_, i) => {
      const value = column.at(i);
      return typeof value === "number" || typeof value === "bigint" ? String(value) : value;
    }),
  }));
}

interface Case {
  name: string;
  text: string;
  columns: { name: string; dtype: string; values: unknown[] }[];
}
const fixture = JSON.parse(readFileSync(new URL("./fixtures/data/csv.json", import.meta.url), "utf8")) as { cases: Case[] };

function expected({ columns }: Case): unknown {
  const value = (cell: unknown, dtype: string): unknown => {
    if (typeof cell !== "object" || cell === null) return cell;
    if ("nan" in cell) return "NaN";
    const { number } = cell as { number: string };
    if (number === "inf" || number === "-inf") return number.replace("inf", "Infinity");
    return dtype === "float64" ? String(Number(number)) : number;
  };
  return columns.map(({ name, dtype, values }) => ({ name, dtype, values: values.map((cell) => value(cell, dtype)) }));
}

describe("CSV as pandas.read_csv reads it", () => {
  it.each(fixture.cases)("$name", async (each) => {
    const options = { format: "csv", header: true } as const;
    expect(plain(await readInput(file(each.text), options))).toEqual(expected(each));
    for (const size of [1, 5, 1000]) {
      const batch = await readInput("-", { ...options, stdin: stream(each.text, size) });
      expect(plain(batch)).toEqual(expected(each));
    }
  });
});

describe("batches", () => {
  it("keep one type per column though only the last row of a file tells it", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},${i === 19_999 ? "x" : i},${i === 19_998 ? "" : i}`);
    const dtypes = new Set<string>();
    let count = 0;
    for await (const batch of readBatches(file(`a,b,c\n${rows.join("\n")}\n`), { batchRows: 1000 })) {
      if (!(batch instanceof Table)) throw new Error("not a table");
      dtypes.add([...batch.columns.values()].map((column) => column.dtype).join());
      expect(batch.columns.get("a")?.at(0)).toBe(count);
      expect(batch.rows).toBe(1000);
      count += batch.rows;
    }
    expect(count).toBe(20_000);
    expect([...dtypes]).toEqual(["int64,object,float64"]);
  });

  it("refuse what a stream's first rows did not announce, by line and column", async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => `${i},${i === 15_000 ? "oops" : i}`);
    const read = async () => {
      let count = 0;
      for await (const batch of readBatches("-", { stdin: stream(`a,b\n${rows.join("\n")}`, 4096), batchRows: 1000 }))
        count += rowsOf(batch);
      return count;
    };
    await expect(read()).rejects.toMatchObject({
      code: "table/parse",
      message: expect.stringMatching(/line 15002, column "b": "oops" is not an integer/),
    });
  });

  it("are the same whatever their size", async () => {
    const path = file(fixture.cases.find(({ name }) => name === "blank lines")?.text ?? "");
    const whole = await readInput(path, {});
    const counts: number[] = [];
    for await (const batch of readBatches(path, { batchRows: 1 })) counts.push(rowsOf(batch));
    expect(counts).toEqual([1, 1]);
    expect(await readInput(path, { batchRows: 1 })).toEqual(whole);
  });
});

describe("headers", () => {
  it("are absent where the first line is all numbers", async () => {
    const batch = await readInput(file("1,2.5\n3,4\n"), {});
    expect(batch).toEqual(new Tensor("float64", [2, 2], Float64Array.of(1, 2.5, 3, 4)));
    expect(await readInput(file("1,2\n3,4\n"), {})).toMatchObject({ dtype: "int64", shape: [2, 2] });
  });

  it("of pandas' default names are no names, as in scikit-learn", async () => {
    expect(await readInput(file("0,1\n5,6\n"), {})).toEqual(new Tensor("int64", [1, 2], BigInt64Array.of(5n, 6n)));
  });

  it("can be forced either way", async () => {
    expect(await readInput(file("a,b\nc,d\n"), { header: false })).toEqual(new Tensor("object", [2, 2], ["a", "b", "c", "d"]));
    expect(await readInput(file("1,2\n3,4\n"), { header: true })).toMatchObject({ names: ["1", "2"], rows: 1 });
  });

  it("choose columns by name, in the order asked for", async () => {
    const batch = await readInput(file("a,b,c\n1,2,x\n"), { columns: ["c", "a"] });
    expect(batch).toMatchObject({ names: ["c", "a"] });
    await expect(readInput(file("a,b\n1,2\n"), { columns: ["z"] })).rejects.toMatchObject({ code: "input/names" });
    expect(await readInput(file("1,2,3\n4,5,6\n"), { columns: ["2", "0"] })).toMatchObject({ data: BigInt64Array.of(3n, 1n, 6n, 4n) });
  });
});

describe("broken CSV", () => {
  it.each([
    ["a,b\n1,2\n3,4,5\n", /line 3, column 3: The row has 3 cells, the first line has 2/],
    ['a,b\n"1\n2",3\n4,5,6\n', /line 4, column 3/],
    ['a,b\n1,"x\n2,3\n', /line 2, column 2: a quoted cell is never closed/],
    ['a,b\n1,"x"y\n2,3\n', /line 2, column 2: a closing quote is followed by more text/],
    ["", /line 1: There is no line with cells/],
    ["\n\n  \n", /There is no line with cells/],
  ])("%j", async (text, message) => {
    await expect(readInput(file(text), {})).rejects.toMatchObject({ code: "table/parse", message: expect.stringMatching(message) });
    await expect(readInput("-", { stdin: stream(text), format: "csv" })).rejects.toMatchObject({ code: "table/parse" });
  });

  it("tells a missing file", async () => {
    await expect(readInput(join(folder, "none.csv"), {})).rejects.toMatchObject({ code: "bytes/not-found" });
  });
});

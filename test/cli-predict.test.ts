import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNpy } from "../src/container/npy/read.js";
import { load } from "../src/index.js";
import { answers, brine, cli, features, folder, forest, header, input, lines, ok } from "./cli-run.js";

describe("brine predict", () => {
  it("answers CSV with CSV, from files and streams alike", async () => {
    const expected = (await answers()).map(String);
    const out = await ok(["predict", forest, "--input", input]);
    expect(lines(out)).toEqual(["prediction", ...expected]);
    expect(await ok(["predict", forest, "-i", "-", "-o", "-"], readFileSync(input, "utf8"))).toBe(out);
    expect(await ok(["predict", forest, "-i", input, "--batch", "7"])).toBe(out);
  });

  it("takes a method, and names columns by the classes", async () => {
    const out = lines(await ok(["predict", forest, "-i", input, "-m", "predict_proba"]));
    const model = await load(forest);
    expect(out[0]).toBe(model.classes?.join(","));
    const expected = (await answers("predict_proba")) as number[][];
    expect(out.slice(1).map((line) => line.split(",").map(Number))).toEqual(expected);
  });

  it.each(["json", "jsonl", "npy", "npz", "parquet"])("writes %s", async (format) => {
    const file = join(folder, `answers.${format}`);
    await ok(["predict", forest, "-i", input, "-m", "predict_proba", "-o", file]);
    const expected = (await answers("predict_proba")) as number[][];
    const bytes = readFileSync(file);
    if (format === "npy") expect(readNpy(new Uint8Array(bytes)).shape).toEqual([expected.length, expected[0]?.length]);
    if (format === "jsonl") expect(lines(bytes.toString())).toHaveLength(expected.length);
    if (format === "json") expect(JSON.parse(bytes.toString())).toHaveLength(expected.length);
    if (format === "parquet") expect(bytes.subarray(0, 4).toString()).toBe("PAR1");
    expect(bytes.length).toBeGreaterThan(100);
  });

  it("reads rows as JSON, JSONL, npy and Parquet", async () => {
    const expected = await ok(["predict", forest, "-i", input]);
    const names = header.split(",").slice(0, features);
    const table = lines(readFileSync(input, "utf8"))
      .slice(1)
      .map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i], Number(cell)])));
    writeFileSync(join(folder, "rows.json"), JSON.stringify(table));
    writeFileSync(join(folder, "rows.jsonl"), table.map((row) => JSON.stringify(row)).join("\n"));
    for (const name of ["rows.json", "rows.jsonl"]) expect(await ok(["predict", forest, "-i", name])).toBe(expected);
    const { parquetWriteBuffer } = await import("hyparquet-writer");
    const columnData = names.map((name) => ({ name, data: table.map((row) => row[name] as number), type: "DOUBLE" as const }));
    writeFileSync(join(folder, "rows.parquet"), new Uint8Array(parquetWriteBuffer({ columnData })));
    expect(await ok(["predict", forest, "-i", "rows.parquet"])).toBe(expected);
  });

  it("goes through a big file in batches", async () => {
    const [first = "", ...rest] = lines(readFileSync(input, "utf8"));
    const big = join(folder, "big.csv");
    writeFileSync(big, [first, ...Array.from({ length: 40_000 }, (_, i) => rest[i % rest.length])].join("\n"));
    const out = lines(await ok(["predict", forest, "-i", big, "--batch", "5000"]));
    expect(out).toHaveLength(40_001);
    expect(out.slice(1, rest.length + 1)).toEqual((await answers()).map(String));
  });

  it("hands keyword arguments on", async () => {
    const tree = `${forest}#estimators_.0`;
    const plain = await ok(["predict", tree, "-i", input, "-m", "predict_proba", "--set", "check_input=true"]);
    expect(lines(plain).length).toBe((await answers()).length + 1);
  });

  it.each([
    ["a method that is not there", ["-m", "kneighbors", "-i", input], "model/method"],
    ["an input that is not there", ["-i", "none.csv"], "bytes/not-found"],
    ["an output without a format", ["-i", input, "-o", "answers.xyz"], "cli/usage"],
    ["a batch of no rows", ["-i", input, "--batch", "0"], "cli/usage"],
    ["a keyword without a value", ["-i", input, "--set", "x"], "cli/usage"],
    ["a column that is not there", ["-i", input, "--columns", "nobody"], "input/names"],
  ])("answers 2 for %s", async (_, args, code) => {
    const said = await brine(["predict", forest, ...args]);
    expect(said.code).toBe(2);
    expect(said.err).toContain(`[${code}`);
    expect(said.out).toBe("");
  });

  it("leaves no half of a file behind when rows are refused", async () => {
    const bad = join(folder, "bad.csv");
    writeFileSync(bad, `${lines(readFileSync(input, "utf8")).slice(0, 9).join("\n")}\n1,2,3,x,5,6,7,8\n`);
    const target = join(folder, "refused.csv");
    expect((await brine(["predict", forest, "-i", bad, "-o", target])).code).toBe(2);
    expect(existsSync(target)).toBe(false);
  });

  it("ends quietly when its reader has seen enough", () => {
    const said = spawnSync("sh", ["-c", `"${process.execPath}" "${cli}" predict "${forest}" -i big.csv 2>errors.txt | head -n 2`], {
      cwd: folder,
    });
    expect(lines(said.stdout.toString())).toHaveLength(2);
    expect(readFileSync(join(folder, "errors.txt"), "utf8")).toBe("");
  });
});

import { execFile, spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readNpy } from "../src/container/npy/read.js";
import { load } from "../src/index.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = join(root, "dist", "cli.js");
const folder = mkdtempSync(join(tmpdir(), "brine-cli-"));
const forest = join(root, "examples", "flowers.pkl");
const rows = join(root, "examples", "flowers.csv");
const fixture = (path: string) => join(root, "test", "fixtures", "sklearn", path);
const header = readFileSync(rows, "utf8").split("\n")[0] ?? "";

interface Said {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The built command in a process of its own, as users run it. */
function brine(args: readonly string[], stdin?: string | Uint8Array, env: NodeJS.ProcessEnv = {}): Promise<Said> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [cli, ...args],
      { encoding: "utf8", maxBuffer: 2 ** 28, cwd: folder, env: { ...process.env, ...env } },
      (error, out, err) => resolve({ code: typeof error?.code === "number" ? error.code : error ? -1 : 0, out, err }),
    );
    if (stdin === undefined) child.stdin?.end();
    else child.stdin?.end(stdin);
  });
}

async function ok(args: readonly string[], stdin?: string): Promise<string> {
  const said = await brine(args, stdin);
  expect(said.err).toBe("");
  expect(said.code).toBe(0);
  return said.out;
}

const lines = (text: string) => text.trimEnd().split("\n");

/** What the model itself says of the rows, asked in this process. */
async function answers(method = "predict"): Promise<unknown[]> {
  const model = await load(forest);
  const [, ...cells] = lines(readFileSync(rows, "utf8")).map((line) => line.split(","));
  const x = cells.map((row) => row.slice(0, model.inputs?.columns).map(Number));
  const answer = await model.call(method, x);
  return (answer as { toArray(): unknown[] }).toArray();
}

/** The rows without columns that the model does not take. */
const features = (await load(forest)).inputs?.columns ?? 0;
const input = join(folder, "rows.csv");
writeFileSync(
  input,
  lines(readFileSync(rows, "utf8"))
    .map((line) => line.split(",").slice(0, features).join(","))
    .join("\n"),
);

describe("brine inspect", () => {
  it("tells what a file is, its many trees in one line", async () => {
    const text = await ok(["inspect", forest]);
    expect(text).toMatch(/^model +RandomForestClassifier$/m);
    expect(text).toMatch(/^saved by +scikit-learn \d/m);
    expect(text).toMatch(/estimators_: \d+ × DecisionTreeClassifier/);
    expect(text).toContain("max_depth = ");
    expect(text).toMatch(/^weight +dtype +shape$/m);
    expect(text).toMatch(/\d+ arrays, [\d,]+ bytes/);
    expect(lines(text).length).toBeLessThan(60);
  });

  it("tells the same as JSON", async () => {
    const said = JSON.parse(await ok(["inspect", forest, "--json"]));
    expect(said).toMatchObject({
      kind: "RandomForestClassifier",
      framework: "scikit-learn",
      inputs: { kind: "matrix", columns: features },
    });
    expect(said.methods).toContain("predict_proba");
    expect(said.weights.length).toBeGreaterThan(10);
  });

  it("lists all weights where it is told to, and opens a part", async () => {
    const all = await ok(["inspect", forest, "--weights"]);
    expect(lines(all).length).toBeGreaterThan(lines(await ok(["inspect", forest])).length + 10);
    expect(await ok(["inspect", `${forest}#estimators_.0`])).toMatch(/DecisionTreeClassifier/);
  });

  it("answers 2 with a code and what to try next", async () => {
    const missing = await brine(["inspect", "nowhere.pkl"]);
    expect(missing).toMatchObject({ code: 2, out: "" });
    expect(missing.err).toMatch(/bytes\/not-found/);
    const part = await brine(["inspect", `${forest}#nobody`]);
    expect(part.code).toBe(2);
    expect(part.err).toMatch(/model\/part[\s\S]*Try: brine inspect/);
    const json = await brine(["inspect", "nowhere.pkl", "--json"]);
    expect(JSON.parse(json.err)).toMatchObject({ error: { code: "bytes/not-found" } });
  });
});

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

describe("brine verify", () => {
  it("answers 0 for the same model in another file, predictions included", async () => {
    const copy = join(folder, "copy.joblib");
    await ok(["convert", forest, copy]);
    expect(await ok(["verify", forest, copy])).toMatch(/The same\.$/m);
    const said = JSON.parse(await ok(["verify", forest, copy, "-i", input, "--json"]));
    expect(said).toMatchObject({ equal: true });
    expect(said.compared.methods).toContain("predict");
  });

  it("answers 1 and names what differs", async () => {
    const said = await brine(["verify", model(fixture("StandardScaler/1.9.1/default")), model(fixture("StandardScaler/1.9.1/no_mean"))]);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/with_mean[\s\S]*Not the same\./);
  });

  it("answers 2 where it cannot tell", async () => {
    expect((await brine(["verify", forest, "none.pkl"])).code).toBe(2);
    expect((await brine(["verify", forest])).code).toBe(2);
  });
});

/** A fixture's model by its path without the extension, which the runner chooses. */
function model(stem: string): string {
  return [".pkl", ".joblib"].map((extension) => stem + extension).find(existsSync) ?? stem;
}

describe("brine convert", () => {
  it.each([
    ["out.pkl", []],
    ["p2.pickle", ["--protocol", "2"]],
    ["plain.joblib", []],
    ["by-name.joblib.gz", []],
    ["zlib.joblib", ["--compress", "zlib"]],
    ["gzip.joblib", ["--compress", "gzip:9"]],
    ["bz2.joblib", ["--compress", "bz2"]],
    ["lzma.joblib", ["--compress", "lzma"]],
    ["xz.joblib", ["--compress", "xz:1"]],
    ["lz4.joblib", ["--compress", "lz4"]],
    ["level.joblib", ["--compress", "5"]],
  ] as const)("to %s, and it is the same model", async (name, options) => {
    const target = join(folder, name);
    expect(await ok(["convert", forest, target, ...options])).toMatch(/the same model/);
    expect(lines(await ok(["predict", target, "-i", input])).slice(1)).toEqual((await answers()).map(String));
  });

  it("to .onnx", async () => {
    const target = join(folder, "out.onnx");
    expect(await ok(["convert", forest, target, "--method", "predict,predict_proba"])).toMatch(/out\.onnx: [\d,]+ bytes/);
    expect(readFileSync(target).length).toBeGreaterThan(1000);
  });

  it("answers 2 for what cannot be written, and leaves the old file", async () => {
    const target = join(folder, "kept.pkl");
    writeFileSync(target, "old");
    for (const args of [
      ["--protocol", "9"],
      ["--compress", "zip"],
      ["--format", "hdf5"],
    ]) {
      const said = await brine(["convert", forest, target, ...args]);
      expect(said.code).toBe(2);
      expect(said.err).toMatch(/\[(cli\/usage|format\/write)/);
    }
    expect((await brine(["convert", forest, "out.txt"])).code).toBe(2);
    expect(readFileSync(target, "utf8")).toBe("old");
  });
});

describe("brine scan", () => {
  const evil = join(folder, "evil.pkl");
  writeFileSync(evil, "cos\nsystem\n(S'true'\ntR.");

  it("answers 0 for a clean file, 1 for one that runs code, 2 where it cannot tell", async () => {
    expect(await ok(["scan", forest])).toMatch(/: clean/);
    const said = await brine(["scan", evil, forest]);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/RUNS CODE[\s\S]*os\.system/);
    const odd = join(folder, "odd.pkl");
    writeFileSync(odd, Buffer.concat([readFileSync(forest), Buffer.from("??")]));
    const unclear = await brine(["scan", odd, "--json"]);
    expect(unclear.code).toBe(2);
    expect(JSON.parse(unclear.out)[0]).toMatchObject({ verdict: "unclear" });
    expect((await brine(["scan", "none.pkl"])).code).toBe(2);
  });

  it("judges all files although one cannot be opened", async () => {
    const said = await brine(["scan", "none.pkl", evil]);
    expect(said.code).toBe(1);
    expect(said.out).toContain("os.system");
  });
});

describe("the command line", () => {
  it.each(["inspect", "predict", "verify", "convert", "scan"])("%s explains itself", async (verb) => {
    const text = await ok([verb, "--help"]);
    expect(text).toMatch(new RegExp(`^Usage: brine ${verb}`));
    expect(text).toContain("--json");
  });

  it("answers 2 to what it does not understand, 0 to --help and --version", async () => {
    for (const args of [["frobnicate"], ["inspect"], ["inspect", forest, "--nonsense"], ["predict", forest]]) {
      const said = await brine(args);
      expect(said.code).toBe(2);
      expect(said.err).toMatch(/error: /);
    }
    expect(await ok(["--help"])).toContain("scan");
    expect(await ok(["--version"])).toMatch(/^\d+\.\d+\.\d+/);
  });

  it("shows names out of a file without letting them steer the terminal", async () => {
    const file = join(folder, "escape.pkl");
    writeFileSync(file, "(dS'\\x1b[31mred'\nI1\ns.");
    const said = await brine(["inspect", file]);
    expect(said.out).not.toContain("\x1b");
  });

  it("saves whole files only, whenever it is killed", async () => {
    const target = join(folder, "killed.joblib");
    await ok(["convert", forest, target]);
    const sizes = new Set<number>();
    for (let kill = 0; kill < 12; kill++) {
      const child = spawn(process.execPath, [cli, "convert", forest, target, ...(kill % 2 ? ["--compress", "zlib"] : [])], {
        stdio: "ignore",
      });
      // Heard from the start: a child that was done before it could be killed has gone already.
      const gone = new Promise((resolve) => child.once("exit", resolve));
      await new Promise((resolve) => setTimeout(resolve, 60 + kill * 25));
      child.kill("SIGKILL");
      await gone;
      const opened = await load(target);
      expect(opened.kind).toBe("RandomForestClassifier");
      expect(opened.weights.size).toBeGreaterThan(10);
      sizes.add(readFileSync(target).length);
    }
  }, 60_000);
});

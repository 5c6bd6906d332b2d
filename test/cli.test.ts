import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load } from "../src/index.js";
import { brine, cli, features, fixture, folder, forest, input, lines, model, ok } from "./cli-run.js";

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

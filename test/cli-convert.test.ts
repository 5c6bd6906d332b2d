import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { answers, brine, folder, forest, input, lines, ok } from "./cli-run.js";

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

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { load } from "../src/index.js";
import { Tensor } from "../src/tensor.js";
import { brine, folder, lines, ok } from "./cli-run.js";
import { Fixture } from "./keras/fixture.js";

const many = await new Fixture("Functional/3.15/many").open();
const open = await new Fixture("Conv2D/3.15/open").open();
afterAll(() => {
  many.close();
  open.close();
});
const path = many.path("model.keras");
const model = await load(path);

/** The inputs of the first call as JSON, by name. */
function asked(fixture: Fixture, name: string): string {
  const given = fixture.inputs(fixture.document.calls[0] as never);
  writeFileSync(
    join(folder, name),
    JSON.stringify(
      given instanceof Tensor ? given.toArray() : Object.fromEntries(Object.entries(given).map(([key, tensor]) => [key, tensor.toArray()])),
    ),
  );
  return name;
}

describe("brine convert from Keras", () => {
  it.each(["again.keras", "again.h5", "weights.safetensors", "weights.npz"])("to %s, and what it holds is the same", async (name) => {
    expect(await ok(["convert", path, name])).toMatch(/the same (model|weights)/);
    const said = await ok(["verify", path, name]);
    expect(said).toContain(`no difference (${model.weights.size} arrays)`);
    expect(said).toContain("The same.");
  });

  it("to .json, which holds no weights and says so", async () => {
    expect(await ok(["convert", path, "architecture.json"])).toContain("without weights");
    expect((await load(join(folder, "architecture.json"), { weights: path })).weights.size).toBe(model.weights.size);
  });

  it("to .onnx, whose answers agree", async () => {
    await ok(["convert", path, "many.onnx"]);
    expect(existsSync(join(folder, "many.onnx"))).toBe(true);
    const rows = asked(open, "open.json");
    const said = await brine(["convert", open.path("model.keras"), "open.onnx"]);
    expect([said.code, said.err.includes("--input")]).toEqual([2, true]);
    await ok(["convert", open.path("model.keras"), "open.onnx", "--input", rows]);
    expect(await ok(["verify", open.path("model.keras"), "open.onnx", "--input", rows, "--tolerance", "1e-5"])).toContain("The same.");
  });

  it("answers 2 where a format cannot hold it, and says which can", async () => {
    const said = await brine(["convert", path, "model.pkl"]);
    expect(said.code).toBe(2);
    expect(said.err).toMatch(/keras[\s\S]*pickle/);
  });
});

describe("brine verify for networks", () => {
  it("names layers and variables, and compares answers by their names", async () => {
    const config = JSON.parse(readFileSync(many.path("model.json"), "utf8"));
    const dense = config.config.layers.find((layer: { config: { name: string } }) => layer.config.name === "chance");
    dense.config.activation = "tanh";
    writeFileSync(join(folder, "changed.json"), JSON.stringify(config));
    const other = await load(join(folder, "changed.json"), { weights: path });
    await other.save(join(folder, "changed.keras"));
    const rows = asked(many, "rows.json");
    const said = await brine(["verify", path, "changed.keras", "--input", rows]);
    expect(said.code).toBe(1);
    expect(said.out).toMatch(/chance[^\n]*activation/);
    expect(said.out).toMatch(/predict\[/);
    const first = lines(said.out).find((line) => line.includes("predict["));
    expect(first).toMatch(/ at \[\d/);
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load, ModelError, Tensor, verify } from "../src/index.js";

const forest = join(import.meta.dirname, "..", "examples", "flowers.pkl");
const rows = [
  [5.0, 3.5, 1.6, 0.6],
  [6.8, 3.0, 5.5, 2.1],
  [6.0, 2.7, 5.0, 1.65],
];
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "brine-onnx-"));
});
afterAll(() => rm(folder, { recursive: true }));

describe("a model saved as .onnx", () => {
  it("opens again and answers the same", async () => {
    const file = join(folder, "forest.onnx");
    const model = await load(forest);
    await model.save(file);
    const reopened = await load(file);
    expect(reopened.framework).toBe("onnx");
    expect(reopened.methods).toEqual(["predict", "predict_proba"]);
    const found = await verify(model, reopened, { inputs: rows });
    expect(found.equal, JSON.stringify(found)).toBe(true);
    expect(found.compared).toEqual({ parameters: false, weights: 0, methods: ["predict", "predict_proba"] });
  });

  it("shows a difference where there is one", async () => {
    const file = join(folder, "tree.onnx");
    await (await load(`${forest}#estimators_.0`)).save(file);
    const found = await verify(forest, file, { inputs: rows, methods: ["predict_proba"] });
    expect(found.equal).toBe(false);
    expect(found.predictions[0]?.name).toBe("predict_proba");
  });

  it("names an output that it does not have, and its columns where they are wrong", async () => {
    const file = join(folder, "names.onnx");
    await (await load(forest)).save(file, { methods: ["predict_proba"] });
    const model = await load(file);
    await expect(model.predict(rows)).rejects.toThrow('The graph has no output "predict"; it has: predict_proba.');
    await expect(model.predictProba([[1, 2]])).rejects.toBeInstanceOf(ModelError);
    expect((await model.predictProba(rows)) instanceof Tensor).toBe(true);
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load } from "../../src/index.js";
import { difference } from "./compare.js";
import { Fixture } from "./fixture.js";

const fixture = (name: string) => new Fixture(name).open();

describe("an architecture with the weights of another file", () => {
  it.each(["model.weights.h5", "model.h5", "model.keras"])("takes those of %s", async (weights) => {
    const dense = await fixture("Dense/3.15/relu");
    const model = await load(dense.path("model.json"), { weights: dense.path(weights) });
    for (const call of dense.document.calls)
      expect(difference(dense.outputs(call), await model.predict(dense.inputs(call)), dense.document.tolerance)).toBeUndefined();
    expect([...model.weights.keys()]).toEqual(["dense/kernel", "dense/bias"]);
    dense.close();
  });

  it("names the layers that go without, and refuses what holds no weights", async () => {
    const dense = await fixture("Dense/3.15/relu");
    const deep = await fixture("Dense/3.15/deep");
    const weights = dense.path("model.weights.h5");
    await expect(load(deep.path("model.keras"), { weights })).rejects.toMatchObject({
      code: "keras/weights",
      message: expect.stringContaining("scores (kernel, bias)"),
    });
    await expect(load(dense.path("model.json"), { weights: dense.path("model.json") })).rejects.toMatchObject({ code: "keras/weights" });
    const estimator = join(import.meta.dirname, "..", "fixtures", "sklearn", "KMeans", "1.9.1", "default.joblib");
    await expect(load(estimator, { weights })).rejects.toMatchObject({ code: "model/method" });
    for (const each of [dense, deep]) each.close();
  });
});

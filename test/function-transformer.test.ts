import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { defineEstimator, load, type Tensor } from "../src/index.js";

const folder = join(import.meta.dirname, "fixtures", "sklearn", "FunctionTransformerArrays", "1.9.1");

describe("FunctionTransformer", () => {
  it("takes a function that the caller supplies under its name", async () => {
    const clip = defineEstimator("clip", { input: { features: null, finite: "any" }, transform: (x) => x.mul(2) });
    const model = await load(join(folder, "default.pkl"), { custom: { "numpy.clip": clip } });
    expect(((await model.transform([[1, 2, 3]])) as Tensor).toArray()).toEqual([[2, 4, 6]]);
  });
});

import * as ort from "onnxruntime-node";
import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import { interpolate } from "../src/graph/ops/interpolate.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith } from "../src/runtime/interpreter/plan.js";
import { float64, type Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const points = { x: Float64Array.of(0, 1, 3), y: Float64Array.of(2, 4, -2) };
const asked = [0, 0.25, 1, 2, 2.5, 3];
/** By hand: 2 + 2 x up to 1, then 4 - 3 (x - 1). */
const answered = [2, 2.5, 4, 1, -0.5, -2];

describe("brine.Interpolate", () => {
  it("is linear between points and NaN outside", () => {
    const [out] = run(interpolate, [float64([8], [...asked, -1e-9, Number.NaN])], { ...points, outside: "nan" });
    expect(Array.from((out as Tensor).data as Float64Array)).toEqual([...answered, Number.NaN, Number.NaN]);
  });

  it("takes one point as a constant", () => {
    const [out] = run(interpolate, [float64([2], [5, -9])], { x: Float64Array.of(1), y: Float64Array.of(7), outside: "raise" });
    expect(Array.from((out as Tensor).data as Float64Array)).toEqual([7, 7]);
  });

  it("names the value outside, below before above", () => {
    const ask = (...values: number[]) => run(interpolate, [float64([values.length], values)], { ...points, outside: "raise" });
    expect(() => ask(1, 3.5)).toThrow("A value (3.5) in x_new is above the interpolation range's maximum value (3.0).");
    expect(() => ask(4, -0.5)).toThrow("A value (-0.5) in x_new is below the interpolation range's minimum value (0.0).");
  });

  it("says the same in standard ONNX", async () => {
    const builder = new GraphBuilder(foldWith(interpreterKernels));
    const made = interpolate([builder.input("x", dense("float64", ["N"]))], { ...points, outside: "nan" });
    const session = await ort.InferenceSession.create(encodeOnnx(toOnnxGraph(builder.finish(made))));
    const answer = await session.run({ x: new ort.Tensor("float64", Float64Array.of(...asked, 3.5), [7]) });
    expect(Array.from(Object.values(answer)[0]?.data as Float64Array)).toEqual([...answered, Number.NaN]);
  });
});

import { describe, expect, it } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import type { Value } from "../src/graph/value.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith } from "../src/runtime/interpreter/plan.js";
import { requireSession } from "../src/runtime/onnxruntime/session.js";
import { float64, type Tensor } from "../src/tensor.js";

const weights = float64([2, 1], [1, 1]);
const wide = float64([2, 2], [1, 0, 0, 1]);

/** Every factor here is no float32; by hand, from rows [1, 2]. */
const cases: readonly (readonly [string, (x: Value) => Value, readonly number[]])[] = [
  ["a factor behind a product", (x) => x.matMul(wide).mul(0.1), [1 * 0.1, 2 * 0.1]],
  ["a divisor behind a product", (x) => x.matMul(wide).div(0.3), [1 / 0.3, 2 / 0.3]],
  ["one component, whitened", (x) => x.matMul(weights).div(float64([1], [0.7])), [3 / 0.7]],
  ["a factor before a product", (x) => x.mul(0.1).matMul(weights), [1 * 0.1 + 2 * 0.1]],
  [
    "a factor on both sides",
    (x) =>
      x
        .mul(1 / 3)
        .matMul(weights)
        .mul(1 / 7),
    [(1 * (1 / 3) + 2 * (1 / 3)) * (1 / 7)],
  ],
];

describe("float64 factors beside products keep their digits in onnxruntime", () => {
  it.each(cases)("%s", async (_, compute, expected) => {
    const builder = new GraphBuilder(foldWith(interpreterKernels));
    const session = await requireSession(toOnnxGraph(builder.finish([compute(builder.input("x", dense("float64", ["N", 2])))])));
    const [answer] = await session.run([float64([1, 2], [1, 2])]);
    await session.release();
    for (const [i, want] of expected.entries()) expect(Math.abs(Number((answer as Tensor).at(i)) - want)).toBeLessThan(4e-16 * want * 4);
  });
});

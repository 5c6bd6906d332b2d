import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import { countIndices, hashBuckets, lookUp } from "../src/graph/ops/tokens.js";
import type { Value } from "../src/graph/value.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith, plan } from "../src/runtime/interpreter/plan.js";
import { float32, int64, Tensor } from "../src/tensor.js";

/** What the interpreter says of an op, and onnxruntime of its expansion. */
async function both(inputs: readonly Tensor[], make: (values: readonly Value[]) => readonly Value[]) {
  const builder = new GraphBuilder(foldWith(interpreterKernels));
  const values = inputs.map(({ dtype, shape }, i) => builder.input(`x${i}`, dense(dtype, ["N", ...shape.slice(1)])));
  const graph = builder.finish([...make(values)]);
  const [ours] = plan(graph, interpreterKernels).run(inputs) as [Tensor];
  const session = await ort.InferenceSession.create(encodeOnnx(toOnnxGraph(graph)));
  const feeds = inputs.map((x, i): [string, ort.Tensor] => [
    `x${i}`,
    new ort.Tensor(x.dtype as "float32", x.data as Float32Array, x.shape),
  ]);
  const answer = Object.values(await session.run(Object.fromEntries(feeds)))[0];
  return {
    ours: [ours.dtype, ours.shape, [...ours.data]],
    theirs: answer && [answer.type, answer.dims, [...(answer.data as Float32Array)]],
  };
}

describe("vocabularies and counts in standard ONNX", () => {
  test("texts looked up", async () => {
    const keys = new Tensor("string", [3], ["b", "a", ""]);
    const x = new Tensor("string", [2, 3], ["a", "", "c", "b", "b", "z"]);
    const found = await both([x], (v) => lookUp(v, { keys, indices: Int32Array.of(2, 3, 0), unknown: 1 }));
    expect(found.theirs).toEqual(found.ours);
    expect(found.ours[2]).toEqual([3n, 0n, 1n, 2n, 2n, 1n]);
  });
  test("numbers looked up", async () => {
    const keys = int64([2], [7, -9]) as Tensor<"int64">;
    const found = await both([int64([4], [7, 8, -9, 0])], (v) => lookUp(v, { keys, indices: Int32Array.of(5, 6), unknown: -1 }));
    expect(found.theirs).toEqual(found.ours);
    expect(found.ours[2]).toEqual([5n, -1n, 6n, -1n]);
  });
  test.each([
    { binary: false, dtype: "float32" },
    { binary: true, dtype: "int64" },
  ] as const)("indices counted, %o", async (kind) => {
    const x = int64([3, 4], [0, 2, 2, -1, 3, 1, 9, 1, -3, 0, 0, 0]);
    const found = await both([x], (v) => countIndices(v, { depth: 3, outside: "dropped", ...kind }));
    expect(found.theirs).toEqual(found.ours);
  });
  test("with weights", async () => {
    const x = int64([2, 2], [0, 1, 1, 5]);
    const found = await both([x, float32([2, 2], [0.5, 2, 3, 4])], (v) =>
      countIndices(v, { depth: 2, binary: false, dtype: "float32", outside: "dropped" }),
    );
    expect(found.theirs).toEqual(found.ours);
    expect(found.ours[2]).toEqual([0.5, 2, 0, 3]);
  });
  test("hashes have no standard op", async () => {
    const x = new Tensor("string", [1], ["a"]);
    await expect(both([x], (v) => hashBuckets(v, { buckets: 3, key: undefined }))).rejects.toMatchObject({ code: "onnx/no-standard-op" });
  });
});

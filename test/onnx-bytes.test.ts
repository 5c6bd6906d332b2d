import { describe, expect, test } from "vitest";
import { ModelError } from "../src/errors.js";
import { type Graph, GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { defineOnnxOp } from "../src/graph/onnx/attribute.js";
import { decodeOnnx } from "../src/graph/onnx/decode.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import { checkFinite } from "../src/graph/ops/index.js";
import type { Value } from "../src/graph/value.js";
import { float64, Tensor } from "../src/tensor.js";

const builder = () =>
  new GraphBuilder(() => {
    throw new Error("no constants to fold here");
  });

describe("the bytes", () => {
  const simple = (): Graph => {
    const graph = builder();
    const x = graph.input("x", dense("float64", ["N", 3]));
    return graph.finish([x.matMul(float64([3, 1], [1, 2, 3])).add(1)]);
  };

  test("decode to what was encoded", () => {
    const model = decodeOnnx(encodeOnnx(simple(), { name: "line", inputNames: ["X"], outputNames: ["y"] }));
    expect(model).toMatchObject({ irVersion: 10, producer: "brine", opsets: new Map([["", 21]]) });
    expect(model.graph).toMatchObject({
      name: "line",
      inputs: [{ name: "X", dtype: "float64", shape: ["N", 3] }],
      outputs: [{ name: "y", shape: ["N", 1] }],
    });
    expect(model.graph.nodes.map(({ op, outputs }) => [op, outputs.length])).toEqual([
      ["MatMul", 1],
      ["Add", 1],
    ]);
    expect([...model.graph.initializers.values()].map((tensor) => tensor.toArray())).toEqual([[[1], [2], [3]], 1]);
  });

  test("keep lists of attributes of any size and sign", () => {
    const ints = [0, 1, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, -1, -(2 ** 40), 2n ** 63n - 1n, -(2n ** 63n)];
    const op = defineOnnxOp("ai.onnx.ml.Anything", () => [dense("float64", ["N"])]);
    const graph = builder();
    const floats = [0.5, -1.25, Number.POSITIVE_INFINITY];
    const strings = ["a", "b", "a"];
    const made = op([graph.input("x", dense("float64", ["N"]))], {
      ints: { ints },
      floats: { floats },
      strings: { strings },
      none: { ints: [] },
    });
    const model = decodeOnnx(encodeOnnx(graph.finish(made)));
    expect(model.opsets).toEqual(
      new Map([
        ["", 21],
        ["ai.onnx.ml", 3],
      ]),
    );
    expect(Object.fromEntries(model.graph.nodes[0]?.attributes ?? [])).toEqual({
      ints: { ints: ints.map(BigInt) },
      floats: { floats },
      strings: { strings },
      none: { ints: [] },
    });
  });

  test("cut or changed anywhere they give a model or onnx/malformed", () => {
    const bytes = encodeOnnx(simple());
    let refused = 0;
    for (let i = 0; i < bytes.length; i++) {
      const flipped = bytes.slice();
      flipped[i] = (flipped[i] ?? 0) ^ (1 << (i % 8));
      for (const hostile of [bytes.slice(0, i), flipped]) {
        try {
          decodeOnnx(hostile);
        } catch (error) {
          expect(error).toBeInstanceOf(ModelError);
          expect((error as ModelError).code).toBe("onnx/malformed");
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(bytes.length);
  });

  test("are not made of our own ops, of object arrays, or with two edges of one name", () => {
    const graph = builder();
    const x = graph.input("x", dense("float64", ["N", 3]));
    const [checked] = checkFinite([x], { estimator: "E", allowNaN: false, argument: "X", version: [1, 9] });
    expect(() => encodeOnnx(graph.finish([checked as Value]))).toThrow(expect.objectContaining({ code: "onnx/no-standard-op" }));
    const objects = builder();
    const o = objects.input("o", dense("object", ["N", 1]));
    expect(() => encodeOnnx(objects.finish([o]))).toThrow(/object/);
    expect(() => encodeOnnx(simple(), { inputNames: ["a"], outputNames: ["a"] })).toThrow(/called "a"/);
    expect(() => encodeOnnx(simple(), { inputNames: ["a", "b"] })).toThrow(/2 input names for a graph of 1/);
  });

  test("beyond 2 GB are refused before they are made", () => {
    const graph = builder();
    const x = graph.input("x", dense("uint8", ["N"]));
    const huge = new Tensor("uint8", [2 ** 30], new Uint8Array(2 ** 30));
    const again = new Tensor("uint8", [2 ** 30], huge.data);
    expect(() => encodeOnnx(graph.finish([x.concat([x.constantLike(huge), x.constantLike(again)], 0)]))).toThrow(
      expect.objectContaining({ code: "format/write" }),
    );
  });
});

import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import type { Value } from "../src/graph/value.js";
import { type DType, float64, int64, strings, type Tensor } from "../src/tensor.js";

const builder = () =>
  new GraphBuilder(() => {
    throw new Error("no constants to fold here");
  });

/** A graph over one input, run in onnxruntime. */
async function run(x: Tensor, shape: readonly (number | string)[], make: (x: Value) => Value[]): Promise<ort.Tensor[]> {
  const graph = builder();
  const bytes = encodeOnnx(graph.finish(make(graph.input("x", dense(x.dtype, shape)))));
  const session = await ort.InferenceSession.create(bytes);
  const names: Partial<Record<DType, ort.Tensor.Type>> = {
    float64: "float64",
    int64: "int64",
    string: "string",
    bool: "bool",
    float32: "float32",
  };
  const answer = await session.run({ x: new ort.Tensor(names[x.dtype] ?? "float64", x.data as Float64Array, x.shape) });
  return session.outputNames.map((name) => answer[name] as ort.Tensor);
}

const shown = (tensor: ort.Tensor | undefined) => [tensor?.dims, Array.from(tensor?.data as ArrayLike<unknown>)];

const matrix = float64([2, 3], [1, -2, 3, 4.5, 0, -6]);

describe("encoded graphs in onnxruntime", () => {
  test.each<[string, Tensor, (string | number)[], (x: Value) => Value[], [number[], unknown[]][]]>([
    [
      "arithmetic and constants",
      matrix,
      ["N", 3],
      (x) => [x.mul(2).add(float64([3], [1, 2, 3]))],
      [
        [
          [2, 3],
          [3, -2, 9, 10, 2, -9],
        ],
      ],
    ],
    [
      "reductions with axes as inputs",
      matrix,
      ["N", 3],
      (x) => [x.sum(1), x.maximum(1, true)],
      [
        [[2], [2, -1.5]],
        [
          [2, 1],
          [3, 4.5],
        ],
      ],
    ],
    [
      "arg and top-k",
      matrix,
      ["N", 3],
      (x) => [x.argMin(1), ...x.topK(2)],
      [
        [[2], [1n, 2n]],
        [
          [2, 2],
          [3, 1, 4.5, 0],
        ],
        [
          [2, 2],
          [2n, 0n, 0n, 1n],
        ],
      ],
    ],
    [
      "slices to either end",
      matrix,
      ["N", 3],
      (x) => [x.slice(1, 1, Infinity), x.slice(1, 2, -Infinity, -1)],
      [
        [
          [2, 2],
          [-2, 3, 0, -6],
        ],
        [
          [2, 3],
          [3, -2, 1, -6, 0, 4.5],
        ],
      ],
    ],
    [
      "reshapes of a symbolic length",
      matrix,
      ["N", 3],
      (x) => [x.reshape(["N", 3, 1]), x.reshape([-1]), x.reshape([3, "N"])],
      [
        [
          [2, 3, 1],
          [1, -2, 3, 4.5, 0, -6],
        ],
        [[6], [1, -2, 3, 4.5, 0, -6]],
        [
          [3, 2],
          [1, -2, 3, 4.5, 0, -6],
        ],
      ],
    ],
    [
      "expand to a symbolic length",
      matrix,
      ["N", 3],
      (x) => [x.slice(1, 0, 1).expand(["N", 2])],
      [
        [
          [2, 2],
          [1, 1, 4.5, 4.5],
        ],
      ],
    ],
    [
      "transpose, squeeze, unsqueeze",
      matrix,
      ["N", 3],
      (x) => [x.transpose(), x.slice(1, 0, 1).squeeze(1), x.unsqueeze(1)],
      [
        [
          [3, 2],
          [1, 4.5, -2, 0, 3, -6],
        ],
        [[2], [1, 4.5]],
        [
          [2, 1, 3],
          [1, -2, 3, 4.5, 0, -6],
        ],
      ],
    ],
    [
      "gather and one-hot in float64",
      int64([3], [2, 0, 1]),
      ["N"],
      (x) => [x.oneHot(3), x.constantLike(strings([3], ["a", "b", "c"])).gather(x)],
      [
        [
          [3, 3],
          [0, 0, 1, 1, 0, 0, 0, 1, 0],
        ],
        [[3], ["c", "a", "b"]],
      ],
    ],
    [
      "bool where onnxruntime has no kernel",
      matrix,
      ["N", 3],
      (x) => [x.greater(0).where(x.less(2), x.less(-3)), x.greater(0).max(x.less(-3))],
      [
        [
          [2, 3],
          [1, 0, 0, 0, 0, 1],
        ],
        [
          [2, 3],
          [1, 0, 1, 1, 0, 1],
        ],
      ],
    ],
    [
      "floor of integers",
      int64([2], [-3, 5]),
      ["N"],
      (x) => [x.floor(), x.pow(2), x.mod(2)],
      [
        [[2], [-3n, 5n]],
        [[2], [9n, 25n]],
        [[2], [1n, 1n]],
      ],
    ],
    [
      "float mod has C's sign",
      matrix,
      ["N", 3],
      (x) => [x.mod(2)],
      [
        [
          [2, 3],
          [1, -0, 1, 0.5, 0, -0],
        ],
      ],
    ],
    [
      "cumulative sum and casts",
      matrix,
      ["N", 3],
      (x) => [x.cumSum(1), x.cast("int64"), x.cast("bool")],
      [
        [
          [2, 3],
          [1, -1, 2, 4.5, 4.5, -1.5],
        ],
        [
          [2, 3],
          [1n, -2n, 3n, 4n, 0n, -6n],
        ],
        [
          [2, 3],
          [1, 1, 1, 1, 0, 1],
        ],
      ],
    ],
    ["equal strings", strings([2], ["a", "b"]), ["N"], (x) => [x.equal(strings([], ["b"]))], [[[2], [0, 1]]]],
    [
      "an output that is an input, one that is a constant, and one twice",
      matrix,
      ["N", 3],
      (x) => {
        const y = x.neg();
        return [x, x.constantLike(int64([1], [7])), y, y];
      },
      [
        [
          [2, 3],
          [1, -2, 3, 4.5, 0, -6],
        ],
        [[1], [7n]],
        [
          [2, 3],
          [-1, 2, -3, -4.5, -0, 6],
        ],
        [
          [2, 3],
          [-1, 2, -3, -4.5, -0, 6],
        ],
      ],
    ],
  ])("%s", async (_, x, shape, make, expected) => {
    expect((await run(x, shape, make)).map(shown)).toEqual(expected);
  });

  test("NaN stays NaN in max and min, and no row is a row", async () => {
    const [max, min] = await run(float64([1, 2], [Number.NaN, 1]), ["N", 2], (x) => [x.max(0), x.min(0)]);
    expect(shown(max)).toEqual([
      [1, 2],
      [Number.NaN, 1],
    ]);
    expect(shown(min)).toEqual([
      [1, 2],
      [Number.NaN, 0],
    ]);
    const none = await run(float64([0, 2], []), ["N", 2], (x) => [x.reshape(["N", 2, 1]), x.reshape([-1, 2]), x.sum(1)]);
    expect(none.map(({ dims }) => dims)).toEqual([[0, 2, 1], [0, 2], [0]]);
  });
});

import { describe, expect, test } from "vitest";
import * as ops from "../src/graph/ops/index.js";
import { simdProduct } from "../src/runtime/interpreter/convolution/simd.js";
import { float64, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";
import { seeded } from "./random-tensors.js";

// What onnxruntime has in float32 only (test/onnxruntime-conformance.test.ts), in float64, by its definition.

const random = seeded(5);
const randoms = (shape: readonly number[]): Tensor<"float64"> =>
  float64(
    shape,
    Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => random() - 0.5),
  );
const at = (x: Tensor, ...index: readonly number[]): number =>
  Number(x.data[index.reduce((place, i, axis) => place * (x.shape[axis] ?? 1) + i, 0)]);
const inside = (x: Tensor, n: number, c: number, h: number, w: number): number =>
  h < 0 || w < 0 || h >= (x.shape[2] ?? 0) || w >= (x.shape[3] ?? 0) ? 0 : at(x, n, c, h, w);

/** Every place of a [N, C, H, W] answer against `value`. */
function compare(answer: Tensor, value: (n: number, c: number, h: number, w: number) => number): void {
  const [rows = 0, channels = 0, height = 0, width = 0] = answer.shape;
  for (let n = 0; n < rows; n++)
    for (let c = 0; c < channels; c++)
      for (let h = 0; h < height; h++) for (let w = 0; w < width; w++) expect(at(answer, n, c, h, w)).toBeCloseTo(value(n, c, h, w), 12);
}

describe("float64", () => {
  test.each([
    { group: 1, channels: 4, filters: 3 },
    { group: 2, channels: 4, filters: 6 },
    { group: 4, channels: 4, filters: 8 },
  ])("Conv in $group groups", ({ group, channels, filters }) => {
    const [x, w, b] = [randoms([2, channels, 7, 6]), randoms([filters, channels / group, 3, 2]), randoms([filters])];
    const [strides, pads, dilations] = [
      [2, 1],
      [1, 0, 2, 1],
      [1, 2],
    ];
    const [y] = run(ops.conv, [x, w, b], { strides, pads, dilations, group }) as [Tensor];
    expect(y.shape).toEqual([2, filters, 4, 5]);
    compare(y, (n, f, h, v) => {
      let sum = at(b, f);
      const first = Math.floor(f / (filters / group)) * (channels / group);
      for (let c = 0; c < channels / group; c++)
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 2; j++) sum += at(w, f, c, i, j) * inside(x, n, first + c, 2 * h + i - 1, v + 2 * j);
      return sum;
    });
  });

  test("ConvTranspose", () => {
    const [x, w, b] = [randoms([2, 4, 3, 4]), randoms([4, 2, 3, 2]), randoms([4])];
    const attributes = { strides: [2, 3], pads: [1, 0, 0, 1], dilations: [1, 2], group: 2, outputPadding: [1, 2] };
    const [y] = run(ops.convTranspose, [x, w, b], attributes) as [Tensor];
    expect(y.shape).toEqual([2, 4, 7, 13]);
    compare(y, (n, f, h, v) => {
      let sum = at(b, f);
      for (let c = 0; c < 2; c++)
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 2; j++) {
            const [p, q] = [(h + 1 - i) / 2, (v - 2 * j) / 3];
            const channel = Math.floor(f / 2) * 2 + c;
            if (Number.isInteger(p) && Number.isInteger(q)) sum += at(w, channel, f % 2, i, j) * inside(x, n, channel, p, q);
          }
      return sum;
    });
  });

  test("AveragePool leaves padded places out, MaxPool never shows one", () => {
    const x = randoms([2, 3, 5, 4]);
    const windows = { kernel: [3, 2], strides: [2, 2], pads: [1, 0, 1, 1] };
    const under = (n: number, c: number, h: number, v: number) =>
      [0, 1, 2]
        .flatMap((i) => [0, 1].map((j) => [2 * h + i - 1, 2 * v + j] as const))
        .flatMap(([p, q]) => (p >= 0 && p < 5 && q < 4 ? [at(x, n, c, p, q)] : []));
    compare((run(ops.averagePool, [x], windows) as [Tensor])[0], (...place) => {
      const all = under(...place);
      return all.reduce((a, b) => a + b, 0) / all.length;
    });
    compare((run(ops.maxPool, [x], windows) as [Tensor])[0], (...place) => Math.max(...under(...place)));
  });

  test("Resize between two numbers", () => {
    const x = float64([1, 1, 1, 2], [0, 4]);
    expect((run(ops.resize, [x], { lengths: [1, 4], mode: "linear" }) as [Tensor])[0].toArray()).toEqual([[[[0, 1, 3, 4]]]]);
    expect((run(ops.resize, [x], { lengths: [2, 3], mode: "nearest" }) as [Tensor])[0].toArray()).toEqual([
      [
        [
          [0, 0, 4],
          [0, 0, 4],
        ],
      ],
    ]);
  });
});

test("half floats are computed in float32 and rounded once", () => {
  // 1 and 2 times 0.5, and 65504 + 65504, which is too much for a half float.
  const [x, w] = [
    new Tensor("float16", [1, 1, 2], Uint16Array.of(0x3c00, 0x4000)),
    new Tensor("float16", [1, 1, 2], Uint16Array.of(0x3800, 0x3800)),
  ];
  const attributes = { strides: [1], pads: [0, 0], dilations: [1], group: 1 };
  expect([...(run(ops.conv, [x, w], attributes) as [Tensor<"float16">])[0].data]).toEqual([0x3e00]);
  const large = new Tensor("float16", [1, 1, 2], Uint16Array.of(0x7bff, 0x7bff));
  const ones = new Tensor("float16", [1, 1, 2], Uint16Array.of(0x3c00, 0x3c00));
  expect([...(run(ops.conv, [large, ones], attributes) as [Tensor<"float16">])[0].data]).toEqual([0x7c00]);
});

test("SIMD products are those of the definition, for every number of blocks", () => {
  for (const [m, k, n] of [
    [4, 4, 2],
    [8, 12, 6],
    [4, 288, 10],
  ] as const) {
    const product = simdProduct(m, k, n);
    if (product === undefined) throw new Error("Node has SIMD");
    for (const side of [product.a, product.b]) for (let i = 0; i < side.length; i++) side[i] = Math.floor(random() * 9) - 4;
    product.run(n);
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let l = 0; l < k; l++) sum += (product.a[i * k + l] as number) * (product.b[j * k + l] as number);
        expect(product.out[i * n + j]).toBe(sum);
      }
  }
});

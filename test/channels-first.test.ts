import { describe, expect, test } from "vitest";
import { type Graph, GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import * as ops from "../src/graph/ops/index.js";
import type { Value } from "../src/graph/value.js";
import { withChannelsFirst } from "../src/rewrite/channels-first.js";
import { withClips } from "../src/rewrite/clip.js";
import { executable } from "../src/runtime/executor.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith, plan } from "../src/runtime/interpreter/plan.js";
import { requireSession } from "../src/runtime/onnxruntime/session.js";
import { partition } from "../src/runtime/partition.js";
import { allocate, type Tensor, Tensor as Tensors } from "../src/tensor.js";
import { seeded } from "./random-tensors.js";

const random = seeded(11);
function randoms(shape: readonly number[]): Tensor {
  const data = allocate(
    "float32",
    shape.reduce((a, b) => a * b, 1),
  );
  for (let i = 0; i < data.length; i++) data[i] = random() - 0.5;
  return new Tensors("float32", shape, data);
}

/** A convolution of 3 x 3 as a layer with the channels last lowers. */
function layer(x: Value, filters: number, pads = [1, 1, 1, 1]): Value {
  const first = x.transpose([0, 3, 1, 2]);
  const w = x.constantLike(randoms([filters, first.dim(1), 3, 3]));
  const attributes = { strides: [1, 1], pads, dilations: [1, 1], group: 1 };
  return (ops.conv([first, w], attributes)[0] as Value).transpose([0, 2, 3, 1]);
}

const counted = (graph: Graph, op: string): number => graph.nodes.filter((node) => node.op === op).length;

function network(build: (x: Value) => Value | Value[]): Graph {
  const builder = new GraphBuilder(foldWith(interpreterKernels));
  builder.allowSinglePrecision();
  const built = build(builder.input("x", dense("float32", ["N", 6, 5, 3])));
  return builder.finish(Array.isArray(built) ? built : [built]);
}

/** Both graphs answer alike, and so does onnxruntime. */
async function same(before: Graph, after: Graph): Promise<void> {
  const feeds = [randoms([3, 6, 5, 3])];
  const wanted = plan(before, interpreterKernels).run(feeds) as Tensor[];
  const here = plan(after, interpreterKernels).run(feeds) as Tensor[];
  const there = (await (await requireSession(after)).run(feeds)) as Tensor[];
  for (const [i, tensor] of wanted.entries())
    for (const found of [here[i], there[i]]) {
      expect(found?.shape).toEqual(tensor.shape);
      for (let k = 0; k < tensor.size; k++)
        expect(Math.abs((found?.data[k] as number) - (tensor.data[k] as number))).toBeLessThan(
          2e-5 * Math.max(1, Math.abs(tensor.data[k] as number)),
        );
    }
}

describe("transposes around convolutions", () => {
  test("meet through scaling, activation, padding and sums: one is left of a residual block", async () => {
    const graph = network((x) => {
      const start = layer(x, 4)
        .mul(randoms([4]))
        .add(randoms([4]))
        .relu();
      const [padded] = ops.pad([start], { pads: [0, 1, 0, 0, 0, 0, 1, 0], mode: "constant", value: 0 }) as [Value];
      const sum = layer(padded, 4, [0, 1, 1, 0]).add(start);
      return sum.mean(2).mean(1).softmax();
    });
    const found = withChannelsFirst(graph);
    expect(counted(graph, "Transpose")).toBe(4);
    expect(counted(found, "Transpose")).toBe(1);
    expect(found.nodes.find(({ op }) => op === "Transpose")?.inputs[0]).toBe(found.inputs[0]);
    await same(graph, found);
  });

  test("zeros in front of a convolution become its pads; other padding stays", async () => {
    const padding = (pads: number[], value: number) =>
      network((x) => layer(ops.pad([x], { pads, mode: "constant", value })[0] as Value, 2, [0, 1, 0, 1]));
    const [zeros, ones, channels] = [
      padding([0, 2, 1, 0, 0, 0, 1, 0], 0),
      padding([0, 2, 1, 0, 0, 0, 1, 0], 1),
      padding([0, 0, 0, 1, 0, 0, 0, 0], 0),
    ];
    for (const [graph, left] of [[zeros, 0] as const, [ones, 1] as const, [channels, 1] as const]) {
      const found = withChannelsFirst(graph);
      expect(counted(found, "Pad")).toBe(left);
      await same(graph, found);
    }
  });

  test("zeros in front of a maximum of what is above zero are not needed; elsewhere they are", async () => {
    const pooled = (x: Value, pads: number[]) => {
      const [padded] = ops.pad([x], { pads, mode: "constant", value: 0 }) as [Value];
      const windows = { kernel: [3, 3], strides: [2, 2], pads: [0, 0, 0, 0] };
      return (ops.maxPool([padded.transpose([0, 3, 1, 2])], windows)[0] as Value).transpose([0, 2, 3, 1]);
    };
    const around = [0, 1, 1, 0, 0, 1, 1, 0];
    for (const [graph, left] of [
      [network((x) => pooled(layer(x, 4).relu(), around)), 0],
      [network((x) => pooled(layer(x, 4), around)), 1],
      [network((x) => pooled(layer(x, 4).relu(), [0, 3, 1, 0, 0, 1, 1, 0])), 1],
    ] as const) {
      const found = withChannelsFirst(graph);
      expect(counted(found, "Pad")).toBe(left);
      await same(graph, found);
    }
  });

  test("squeeze and excitation moves no large array", async () => {
    const graph = network((x) => {
      const body = layer(x, 4).sigmoid();
      const gate = body
        .mean(1)
        .mean(1)
        .matMul(randoms([4, 4]))
        .reshape(["N", 1, 1, 4]);
      return layer(body.mul(gate), 2);
    });
    const found = withChannelsFirst(graph);
    expect(counted(found, "Transpose")).toBe(2);
    await same(graph, found);
  });

  test("what looks at the order of axes sees the old one", async () => {
    const graph = network((x) => {
      const [a, b] = [layer(x, 4), layer(x, 2)];
      const joined = a.concat([b], 3).softmax(-1).slice(1, 1, 5).slice(3, 0, 4, 2);
      return [
        joined.reshape(["N", -1]),
        joined.maximum(3, true).add(x.slice(1, 0, 4)),
        a.argMax(3).cast("float32"),
        a.matMul(randoms([4, 2])),
        a.greater(0).where(a, a.mul(0.1)),
        a.sub(x.slice(3, 0, 1)).unsqueeze(2),
        b.add(x.constantLike(randoms([5, 2]))),
      ];
    });
    await same(graph, withChannelsFirst(graph));
  });

  test("a graph without convolutions is left as it is", () => {
    const graph = network((x) => x.transpose([0, 3, 1, 2]).relu().transpose([0, 2, 3, 1]));
    expect(withChannelsFirst(graph)).toBe(graph);
  });
});

test("Relu below a bound is one Clip", async () => {
  const graph = network((x) => [x.mul(10).relu().min(2), x.relu().min(x)]);
  const found = withClips(graph);
  expect(found.nodes.map(({ op }) => op)).toEqual(["Mul", "Clip", "Relu", "Min"]);
  const x = randoms([3, 6, 5, 3]);
  const [clipped] = (await (await requireSession(graph)).run([x])) as Tensor[];
  const [wanted] = plan(graph, interpreterKernels).run([x]) as Tensor[];
  expect(clipped?.data).toEqual(wanted?.data);
});

test("a network goes to onnxruntime whole where single precision is enough, and part by part where it is not", () => {
  const build = (single: boolean) => {
    const builder = new GraphBuilder(foldWith(interpreterKernels));
    if (single) builder.allowSinglePrecision();
    const x = builder.input("x", dense("float32", ["N", 64, 64, 3]));
    const y = layer(layer(x, 32).sigmoid(), 32).expm1();
    return withChannelsFirst(builder.finish([y]));
  };
  expect(partition(build(true), 32, "started").map(({ runtime }) => runtime)).toEqual(["onnxruntime"]);
  expect(partition(build(false), 32, "started").map(({ runtime }) => runtime)).toEqual(["interpreter"]);
});

test("one row of a network that is heavy enough is answered by onnxruntime, a light one at once", async () => {
  const build = (size: number, filters: number) => {
    const builder = new GraphBuilder(foldWith(interpreterKernels));
    builder.allowSinglePrecision();
    const x = builder.input("x", dense("float32", ["N", size, size, 3]));
    return builder.finish([layer(layer(x, filters).relu(), filters).mean(1).mean(1)]);
  };
  const [heavy, light] = [build(160, 64), build(8, 4)];
  const [large, small] = [randoms([2, 160, 160, 3]), randoms([1, 8, 8, 3])];
  const answer = executable(heavy, interpreterKernels).run([large]);
  expect(answer).toBeInstanceOf(Promise);
  expect(executable(light, interpreterKernels).run([small])).toBeInstanceOf(Array);
  const [there] = (await answer) as Tensor[];
  const [here] = plan(heavy, interpreterKernels).run([large]) as Tensor[];
  expect(there?.shape).toEqual(here?.shape);
  for (let i = 0; i < 128; i++) expect(Math.abs((there?.data[i] as number) - (here?.data[i] as number))).toBeLessThan(1e-5);
  // Not the same to the bit: it was another that answered.
  expect(there?.data).not.toEqual(here?.data);
});

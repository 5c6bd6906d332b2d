import { expect, test } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { lstm } from "../src/graph/ops/recurrent.js";
import { scan } from "../src/graph/ops/scan.js";
import type { Value } from "../src/graph/value.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith, plan } from "../src/runtime/interpreter/plan.js";
import { requireSession } from "../src/runtime/onnxruntime/session.js";
import { fromPlain, toPlain } from "../src/runtime/transfer.js";
import { Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";
import { randomTensor, seeded } from "./random-tensors.js";

const fold = foldWith(interpreterKernels);

/** Running sums of a sequence by a weight, with the largest step so far beside them. */
function sums(): GraphBuilder & { readonly made: readonly Value[] } {
  const body = new GraphBuilder(fold);
  const sum = body.input("sum", dense("float32", ["N", 3]));
  const step = body.input("step", dense("float32", ["N", 3]));
  const next = sum.mul(0.5).add(step.log1p());
  const builder = new GraphBuilder(fold);
  const x = builder.input("x", dense("float32", ["N", 4, 3]));
  const first = builder.input("first", dense("float32", ["N", 3]));
  const made = builder.emit(scan, [first, x], { body: body.finish([next, next.mul(2), step]), states: 1 });
  return Object.assign(builder, { made });
}

test("Scan hands states on, and answers each step of its outputs", async () => {
  const builder = sums();
  const graph = builder.finish(builder.made);
  expect(graph.rowwise).toBe(true);
  expect(graph.outputs.map(({ shape }) => shape)).toEqual([
    ["N", 3],
    ["N", 4, 3],
    ["N", 4, 3],
  ]);
  const random = seeded(3);
  const x = new Tensor("float32", [2, 4, 3], Float32Array.from({ length: 24 }, random));
  const first = new Tensor("float32", [2, 3], Float32Array.from({ length: 6 }, random));
  const want = [...first.data];
  const steps: number[] = [];
  for (let t = 0; t < 4; t++)
    for (let n = 0; n < 2; n++)
      for (let k = 0; k < 3; k++) {
        const value = (want[n * 3 + k] as number) * 0.5 + Math.log1p(x.data[(n * 4 + t) * 3 + k] as number);
        want[n * 3 + k] = value;
        steps[(n * 4 + t) * 3 + k] = value * 2;
      }
  const plain = toPlain(graph);
  for (const found of [
    plan(graph, interpreterKernels).run([x, first]),
    plan(fromPlain(structuredClone(plain) as never), interpreterKernels).run([x, first]),
    await (await requireSession(toOnnxGraph(graph))).run([x, first]),
  ]) {
    [...(found[0] as Tensor<"float32">).data].forEach((value, i) => {
      expect(value).toBeCloseTo(want[i] as number, 5);
    });
    [...(found[1] as Tensor<"float32">).data].forEach((value, i) => {
      expect(value).toBeCloseTo(steps[i] as number, 5);
    });
    expect((found[2] as Tensor).data).toEqual(x.data);
  }
});

test("steps in pieces are the steps", () => {
  const random = seeded(5);
  const make = (...shape: number[]) => randomTensor(random, "float64", shape, { without: ["nan", "infinity", "large"] });
  // 600 rows by 4 gates of 64 units: 27 steps fit into one piece.
  const [rows, steps, units] = [600, 60, 64];
  const x = make(rows, steps, 2);
  const weights = [make(4 * units, 2), make(4 * units, units), make(8 * units)];
  const attributes = { activations: [], lengths: false, initial: false };
  const all = run(lstm, [x, ...weights], attributes) as Tensor<"float64">[];
  const [last] = run(lstm, [new Tensor("float64", [1, steps, 2], x.data.slice(-steps * 2) as Float64Array), ...weights], attributes);
  const [found, , cells] = all;
  const want = (last as Tensor<"float64">).data;
  expect(found?.data.slice(-steps * units)).toHaveLength(want.length);
  found?.data.slice(-steps * units).forEach((value, i) => {
    expect(value).toBeCloseTo(want[i] as number, 12);
  });
  expect(cells?.shape).toEqual([rows, units]);
});

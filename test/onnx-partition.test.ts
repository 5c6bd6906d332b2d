import { describe, expect, test } from "vitest";
import { type Graph, GraphBuilder } from "../src/graph/builder.js";
import { dense, type RuntimeValue } from "../src/graph/info.js";
import { checkFinite, div } from "../src/graph/ops/index.js";
import { scan } from "../src/graph/ops/scan.js";
import type { Value } from "../src/graph/value.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith, plan } from "../src/runtime/interpreter/plan.js";
import { requireSession } from "../src/runtime/onnxruntime/session.js";
import { type OnnxruntimeState, partition, type Segment } from "../src/runtime/partition.js";
import { float32, float64, type Tensor } from "../src/tensor.js";

let seed = 1;
/** Numbers in (-0.5, 0.5) that are the same every time (Numerical Recipes' linear congruence). */
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32 - 0.5;
};
const randoms = (shape: readonly number[]) => float64(shape, Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random));

const check = { estimator: "E", allowNaN: false, argument: "X", version: [1, 9] };

/** Check, scale, two layers, probabilities, and the label: as a perceptron lowers. */
function network(features: number, hidden: number): Graph {
  const graph = new GraphBuilder(foldWith(interpreterKernels));
  const [x] = checkFinite([graph.input("x", dense("float64", ["N", features]))], check) as [Value];
  const layer = x
    .sub(randoms([features]))
    .matMul(randoms([features, hidden]))
    .add(randoms([hidden]))
    .tanh();
  const proba = layer.matMul(randoms([hidden, 3])).softmax();
  return graph.finish([proba, proba.argMax(1)]);
}

const shapeOf = (segments: readonly Segment[]) =>
  segments.map(({ runtime, graph }) => `${runtime}: ${graph.nodes.map(({ op }) => op).join(" ")}`);

async function run(graph: Graph, segments: readonly Segment[], feeds: readonly RuntimeValue[]): Promise<RuntimeValue[]> {
  const values = new Map<Value, RuntimeValue>(graph.inputs.map((input, i) => [input, feeds[i] as RuntimeValue]));
  for (const part of segments) {
    const inputs = part.graph.inputs.map((input) => values.get(input) as RuntimeValue);
    expect(inputs).not.toContain(undefined);
    const outputs =
      part.runtime === "interpreter"
        ? plan(part.graph, interpreterKernels).run(inputs)
        : await (await requireSession(part.graph)).run(inputs);
    for (const [i, output] of part.graph.outputs.entries()) values.set(output, outputs[i] as RuntimeValue);
  }
  return graph.outputs.map((output) => output.constant ?? (values.get(output) as RuntimeValue));
}

describe("where nodes go", () => {
  test("a dense block goes to onnxruntime, what it does not do faithfully stays", () => {
    expect(shapeOf(partition(network(100, 200), 10_000, "started"))).toEqual([
      "interpreter: brine.CheckFinite",
      "onnxruntime: Sub MatMul Add Tanh MatMul Softmax",
      "interpreter: ArgMax",
    ]);
  });

  test.each<[string, number, number, OnnxruntimeState, number]>([
    ["one row never", 100, 1, "started", 1],
    ["a small model not either", 4, 5_000, "started", 1],
    ["a middling block once it is loaded", 100, 500, "started", 3],
    ["but is not loaded for it", 100, 500, "installed", 1],
    ["a big block is worth loading it", 400, 10_000, "installed", 3],
    ["not where it is missing", 400, 10_000, "missing", 1],
  ])("%s", (_, features, rows, state, segments) => {
    const graph = network(features, features === 4 ? 2 : 200);
    const parts = partition(graph, rows, state);
    expect(parts.length).toBe(segments);
    if (segments === 1) expect(parts[0]?.graph).toBe(graph);
  });

  test("what C++ does in another way stays: integers divided by zero, NaN made an integer", () => {
    const graph = new GraphBuilder(foldWith(interpreterKernels));
    const x = graph.input("x", dense("float64", ["N", 100]));
    const codes = x
      .matMul(randoms([100, 100]))
      .tanh()
      .cast("int64");
    const [halves] = graph.emit(div, [codes, graph.input("y", dense("int64", ["N", 100]))], {});
    expect(shapeOf(partition(graph.finish([halves as Value]), 100_000, "started"))).toEqual([
      "onnxruntime: MatMul Tanh",
      "interpreter: Cast Div",
    ]);
  });

  test("elementwise work alone stays: memory is as fast here as there", () => {
    const graph = new GraphBuilder(foldWith(interpreterKernels));
    const x = graph.input("x", dense("float64", ["N", 100]));
    expect(shapeOf(partition(graph.finish([x.sub(1).div(2)]), 1_000_000, "started"))).toEqual(["interpreter: Sub Div"]);
  });
});

describe("what the parts answer together", () => {
  test("is what the interpreter answers alone, to 1e-12", async () => {
    const graph = network(100, 200);
    const x = randoms([2000, 100]);
    const whole = plan(graph, interpreterKernels).run([x]) as Tensor[];
    const segments = partition(graph, 2000, "started");
    expect(segments.length).toBe(3);
    const parts = (await run(graph, segments, [x])) as Tensor[];
    for (let i = 0; i < 6000; i++) expect(Math.abs((parts[0]?.data[i] as number) - (whole[0]?.data[i] as number))).toBeLessThan(1e-12);
    expect(parts[1]?.data).toEqual(whole[1]?.data);
  });

  test("holds for any mixture: each node once, each input before its use, outputs that are inputs or constants", async () => {
    for (let round = 0; round < 20; round++) {
      const graph = new GraphBuilder(foldWith(interpreterKernels));
      const values: Value[] = [graph.input("x", dense("float64", ["N", 40])), graph.input("y", dense("float64", ["N", 40]))];
      const pick = () => values[Math.floor((random() + 0.5) * values.length)] as Value;
      const makers: (() => Value)[] = [
        () => pick().matMul(randoms([40, 40])),
        () => pick().add(pick()),
        () => pick().sigmoid(),
        () => checkFinite([pick()], check)[0] as Value,
        () => pick().mul(0.5).tanh(),
      ];
      for (let i = 0; i < 15; i++) values.push((makers[Math.floor((random() + 0.5) * makers.length)] as () => Value)());
      const finished = graph.finish([...values.slice(-3), values[0] as Value, graph.constant(float64([1], [7]))]);
      const segments = partition(finished, 100_000, "started");
      expect(
        segments.flatMap((part) => part.graph.nodes).toSorted((a, b) => finished.nodes.indexOf(a) - finished.nodes.indexOf(b)),
      ).toEqual(finished.nodes);
      const feeds = [randoms([3, 40]), randoms([3, 40])];
      const [whole, parts] = [
        plan(finished, interpreterKernels).run(feeds) as Tensor[],
        (await run(finished, segments, feeds)) as Tensor[],
      ];
      for (const [i, tensor] of whole.entries()) {
        expect(parts[i]?.shape).toEqual(tensor.shape);
        for (const [j, value] of (tensor.data as Float64Array).entries())
          expect(Math.abs((parts[i]?.data[j] as number) - value)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(value)));
      }
    }
  });
});

describe("loops", () => {
  /** A state [N, 64] that goes through 20 steps of a product. */
  function loop(step: (state: Value) => Value): Graph {
    const fold = foldWith(interpreterKernels);
    const body = new GraphBuilder(fold);
    const state = body.input("state", dense("float32", ["N", 64]));
    const now = body.input("step", dense("float32", ["N", 64]));
    // Small enough that rounding does not grow from step to step.
    const weights = randoms([64, 64]);
    const next = step(state)
      .matMul(
        float32(
          weights.shape,
          weights.data.map((value) => value / 10),
        ),
      )
      .add(now);
    const graph = new GraphBuilder(fold);
    graph.allowSinglePrecision();
    const x = graph.input("x", dense("float32", ["N", 20, 64]));
    const first = graph.input("first", dense("float32", ["N", 64]));
    const [last] = graph.emit(scan, [first, x], { body: body.finish([next, next]), states: 1 });
    return graph.finish([last as Value]);
  }

  test("go to onnxruntime where each op of a step may", async () => {
    const graph = loop((state) => state.tanh().expm1());
    const segments = partition(graph, 5000, "started");
    expect(shapeOf(segments)).toEqual(["onnxruntime: Scan"]);
    const feeds = [randoms([2, 20, 64]), randoms([2, 64])].map((tensor) => float32(tensor.shape, tensor.data));
    const [ours] = plan(graph, interpreterKernels).run(feeds) as [Tensor];
    const [theirs] = (await run(graph, segments, feeds)) as [Tensor];
    [...(ours.data as Float32Array)].forEach((value, i) => {
      expect(Math.abs(Number(theirs.data[i]) - value)).toBeLessThan(1e-5 + 1e-5 * Math.abs(value));
    });
  });

  test("stay where one may not", () => {
    expect(
      shapeOf(
        partition(
          loop((state) => state.asin()),
          5000,
          "started",
        ),
      ),
    ).toEqual(["interpreter: Scan"]);
  });
});

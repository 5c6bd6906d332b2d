import * as ort from "onnxruntime-node";
import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import { computeDType, standardOps } from "../src/graph/onnx/gaps.js";
import * as ops from "../src/graph/ops/index.js";
import { type Data, type DType, isFloating, Tensor } from "../src/tensor.js";
import { nodeFor, prepare } from "./kernels-run.js";
import { type Case, cases, floats, numbers, parseShapes, wholes } from "./onnxruntime-cases.js";
import { randomTensor, seeded } from "./random-tensors.js";

// Every standard op, in every dtype that onnxruntime has a kernel for, on shapes that broadcast, are empty or hold one element, and
// on NaN and infinities, against onnxruntime.

/** Allowed relative error of float64 and float32. */
const TOLERANCE = { float64: 1e-13, float32: 1e-6 };
const ortTypes = new Set<DType>([...numbers, "bool", "string", "float16"]);

async function inOnnxruntime(item: Case, tensors: readonly Tensor[], attributes: object): Promise<Tensor[]> {
  const builder = new GraphBuilder(() => {
    throw new Error("nothing to fold");
  });
  const values = tensors.map((tensor, i) => builder.input(`x${i}`, dense(tensor.dtype, tensor.shape)));
  const outputs = builder.emit(item.spec, values, attributes as never);
  const session = await ort.InferenceSession.create(encodeOnnx(builder.finish(outputs)), { logSeverityLevel: 3 });
  const feeds: Record<string, ort.Tensor> = {};
  tensors.forEach((tensor, i) => {
    feeds[`x${i}`] = new ort.Tensor(tensor.dtype as ort.Tensor.Type, tensor.data as never, tensor.shape);
  });
  const answers = await session.run(feeds);
  const found = session.outputNames.map((name, i) => {
    const answer = answers[name] as ort.Tensor;
    return new Tensor<DType>((outputs[i] as { dtype: DType }).dtype, [...answer.dims], answer.data as Data);
  });
  await session.release();
  return found;
}

function compare(ours: Tensor, theirs: Tensor, tolerance: number, what: string, against?: Tensor): void {
  expect(ours.shape, what).toEqual(theirs.shape);
  expect(ours.dtype, what).toBe(theirs.dtype);
  const exact = !isFloating(ours.dtype);
  const magnitudes = Array.from((against?.data ?? []) as ArrayLike<number>, (value) => Math.abs(Number(value))).filter(Number.isFinite);
  const largest = Math.max(0, ...magnitudes);
  for (let i = 0; i < ours.size; i++) {
    const [a, b] = [ours.data[i], theirs.data[i]];
    if (a === b || (Number.isNaN(a) && Number.isNaN(b))) continue;
    if (exact || !(Math.abs(Number(a) - Number(b)) <= tolerance * Math.max(1e-30, largest, Math.abs(Number(b)))))
      expect.fail(`${what}: element ${i} is ${String(a)}, in onnxruntime ${String(b)}`);
  }
}

describe("kernels agree with onnxruntime", () => {
  for (const [n, item] of cases.entries())
    for (const dtype of item.dtypes)
      test(`${item.spec.op} ${dtype} #${n}`, async () => {
        if (!ortTypes.has(dtype)) throw new Error(`${dtype} cannot be handed to onnxruntime`);
        const random = seeded(n * 97 + dtype.length);
        for (const shapes of item.shapes.map(parseShapes))
          for (const attributes of item.attributes ?? [{}]) {
            const dtypes = item.inputs?.(dtype) ?? shapes.map(() => dtype);
            const tensors = shapes.map((shape, i) => randomTensor(random, dtypes[i] ?? dtype, shape, item));
            const what = `${item.spec.op} ${dtype} ${JSON.stringify(shapes)} ${JSON.stringify(attributes)}`;
            const theirs = await inOnnxruntime(item, tensors, attributes);
            const tolerance = dtype === "float32" ? TOLERANCE.float32 : TOLERANCE.float64;
            // Constants take another way through some kernels.
            for (const constants of tensors.length > 1 ? [[], [tensors.length - 1]] : [[]]) {
              const ours = prepare(nodeFor(item.spec, tensors, attributes as never, constants))(tensors);
              expect(ours.length, what).toBe(theirs.length);
              ours.forEach((value, i) => {
                compare(
                  value as Tensor,
                  theirs[i] as Tensor,
                  tolerance,
                  what,
                  item.cancels ? theirs[i] : item.adds ? tensors[0] : undefined,
                );
              });
            }
          }
      });

  const targets: readonly DType[] = [...numbers, "bool"];
  test.each(targets)("Cast from %s", async (from) => {
    const random = seeded(7);
    const values = randomTensor(random, from, [2, 30], { range: [0, 100], without: ["nan", "infinity"] });
    // What is outside of an integer's range is the processor's choice, and there onnxruntime's differ among themselves.
    if (isFloating(from)) for (let i = 0; i < values.size; i++) values.data[i] = Math.min(100, Math.abs(values.data[i] as number)) as never;
    for (const dtype of targets.filter((to) => to !== from)) {
      const item: Case = { spec: ops.cast, shapes: [], dtypes: [] };
      const [ours] = prepare(nodeFor(ops.cast, [values], { dtype }))([values]);
      const [theirs] = await inOnnxruntime(item, [values], { dtype });
      compare(ours as Tensor, theirs as Tensor, 0, `Cast ${from} to ${dtype}`);
    }
  });

  test("Cast between numbers and strings", async () => {
    const item: Case = { spec: ops.cast, shapes: [], dtypes: [] };
    const words = new Tensor("string", [4], ["1.5", "-2e-3", "7", "0.1"]);
    for (const dtype of floats) {
      const [ours] = prepare(nodeFor(ops.cast, [words], { dtype }))([words]);
      compare(ours as Tensor, (await inOnnxruntime(item, [words], { dtype }))[0] as Tensor, 0, `Cast string to ${dtype}`);
    }
    for (const dtype of wholes) {
      const values = randomTensor(seeded(3), dtype, [20]);
      const [ours] = prepare(nodeFor(ops.cast, [values], { dtype: "string" }))([values]);
      compare(ours as Tensor, (await inOnnxruntime(item, [values], { dtype: "string" }))[0] as Tensor, 0, `Cast ${dtype} to string`);
    }
  });

  test("every standard op has a case", () => {
    const covered = new Set(cases.map((item) => item.spec.op));
    expect([...standardOps].filter((op) => !covered.has(op) && op !== "Cast")).toEqual([]);
  });

  test("the dtypes of the cases are onnxruntime's own", () => {
    const borrowed = cases.flatMap(({ spec, dtypes }) =>
      dtypes.filter((dtype) => computeDType(spec.op, dtype) === undefined).map((dtype) => [spec.op, dtype]),
    );
    expect(borrowed).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { csr, dense } from "../src/graph/info.js";
import * as ops from "../src/graph/ops/index.js";
import { checkFinite } from "../src/graph/ops/index.js";
import type { Value } from "../src/graph/value.js";
import { findOnnxruntime, requireOnnxruntime } from "../src/runtime/onnxruntime/load.js";
import { openSession, requireSession } from "../src/runtime/onnxruntime/session.js";
import { CsrMatrix } from "../src/sparse.js";
import { allocate, type DType, float64, Tensor } from "../src/tensor.js";

const builder = () =>
  new GraphBuilder(() => {
    throw new Error("no constants to fold here");
  });

describe("without the package", () => {
  const absent = () => Promise.reject(new Error("Cannot find package 'onnxruntime-node'"));
  test("whoever can do without gets undefined", async () => {
    expect(await findOnnxruntime(absent)).toBeUndefined();
  });
  test("whoever insists is told what to install", async () => {
    await expect(requireOnnxruntime(absent)).rejects.toMatchObject({
      name: "ModelError",
      code: "runtime/missing",
      message: expect.stringContaining("npm install onnxruntime-node"),
    });
  });
});

describe("a session", () => {
  test("answers outputs in the graph's order, over the memory that it was given", async () => {
    const graph = builder();
    const [x, y] = [graph.input("x", dense("float64", ["N", 2])), graph.input("y", dense("float64", ["N", 1]))];
    const session = await requireSession(graph.finish([x.matMul(float64([2, 1], [1, 10])).add(y), x.sum(1)]));
    const answers = await session.run([float64([2, 2], [1, 2, 3, 4]), float64([2, 1], [100, 200])]);
    expect(answers.map((answer) => (answer as Tensor).toArray())).toEqual([
      [[121], [243]],
      [3, 7],
    ]);
    await session.release();
  });

  const samples: Partial<Record<DType, readonly (number | bigint | string)[]>> = {
    float64: [1.5, Number.NaN],
    float32: [1.5, -Infinity],
    float16: [0x3c00, 0x7e00],
    int64: [2n ** 62n, -1n],
    uint64: [2n ** 63n, 1n],
    int32: [-(2 ** 31), 7],
    uint32: [2 ** 32 - 1, 7],
    int16: [-5, 5],
    uint16: [65535, 1],
    int8: [-128, 127],
    uint8: [255, 0],
    bool: [1, 0],
    string: ["", "süß 😀"],
  };
  test.each(Object.entries(samples) as [DType, (number | bigint | string)[]][])("takes and answers %s unchanged", async (dtype, cells) => {
    const graph = builder();
    const session = await requireSession(graph.finish([graph.input("x", dense(dtype, ["N", 1])).transpose()]));
    const data = allocate(dtype, 2);
    cells.forEach((cell, i) => {
      (data as (typeof cell)[])[i] = cell;
    });
    const [answer] = await session.run([new Tensor(dtype, [2, 1], data)]);
    expect(answer).toEqual(new Tensor(dtype, [1, 2], data));
    await session.release();
  });

  test("takes arrays of Python strings, and no other objects", async () => {
    const graph = builder();
    const session = await requireSession(graph.finish([graph.input("x", dense("string", ["N"])).unsqueeze(0)]));
    const [answer] = await session.run([new Tensor("object", [2], ["a", "b"])]);
    expect((answer as Tensor).toArray()).toEqual([["a", "b"]]);
    await expect(session.run([new Tensor("object", [2], ["a", null])])).rejects.toThrow(/element 1 is no string/);
    const sparse = new CsrMatrix([1, 1], float64([0], []), new Int32Array(0), new Int32Array(2));
    await expect(session.run([sparse])).rejects.toMatchObject({ code: "graph/unsupported" });
    await session.release();
  });

  test("refuses what it cannot run with a ModelError, and complains about rows that do not fit", async () => {
    const domain = builder();
    const checked = checkFinite([domain.input("x", dense("float64", ["N", 1]))], {
      estimator: "E",
      allowNaN: false,
      argument: "X",
      version: [1, 9],
    });
    await expect(openSession(domain.finish(checked))).rejects.toMatchObject({ code: "onnx/no-standard-op" });
    const sparse = builder();
    const x = sparse.input("x", csr("float64", ["N", 2]));
    await expect(openSession(sparse.finish(sparse.emit(ops.csrToDense, [x], {})))).rejects.toMatchObject({ code: "onnx/no-standard-op" });
    const missing = builder();
    const erf = missing.emit(ops.erf, [missing.input("x", dense("float64", ["N"]))], {});
    await expect(openSession(missing.finish(erf))).rejects.toMatchObject({
      code: "graph/unsupported",
      message: expect.stringContaining("Erf"),
    });
    const narrow = builder();
    const session = await requireSession(narrow.finish([(narrow.input("x", dense("float64", ["N", 2])) as Value).neg()]));
    await expect(session.run([float64([1, 3], [1, 2, 3])])).rejects.toMatchObject({ code: "graph/unsupported" });
  });
});

import * as ort from "onnxruntime-node";
import { afterEach, describe, expect, test, vi } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { encodeOnnx } from "../src/graph/onnx/encode.js";
import { type LibsvmAttributes, libsvmDecision, pairwiseCoupling, pairwiseVotes, type SvmKernel } from "../src/graph/ops/libsvm.js";
import type { Value } from "../src/graph/value.js";
import { toOnnxGraph } from "../src/rewrite/to-onnx.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith } from "../src/runtime/interpreter/plan.js";
import { expInPlace } from "../src/runtime/interpreter/svm/exp.js";
import { CsrMatrix } from "../src/sparse.js";
import { Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

/** Numbers in [-1, 1) that are the same on every run. */
function sequence(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state / 1073741824 - 1;
  });
}

const matrix = (rows: number, columns: number, seed: number) => new Tensor("float64", [rows, columns], sequence(rows * columns, seed));

function sparseOf(tensor: Tensor<"float64">): CsrMatrix<"float64"> {
  const [rows = 0, columns = 0] = tensor.shape;
  const stored: number[] = [];
  const indices: number[] = [];
  const indptr = [0];
  for (let i = 0; i < rows; i++) {
    // Backwards, since the columns of a row need not be sorted.
    for (let j = columns - 1; j >= 0; j--)
      if (tensor.data[i * columns + j] !== 0) {
        stored.push(tensor.data[i * columns + j] as number);
        indices.push(j);
      }
    indptr.push(stored.length);
  }
  const data = new Tensor("float64", [stored.length], Float64Array.from(stored));
  return new CsrMatrix([rows, columns], data, Int32Array.from(indices), Int32Array.from(indptr));
}

function machine(kernel: SvmKernel, vectors: Tensor<"float64">, counts: readonly number[]): LibsvmAttributes {
  const count = vectors.shape[0] ?? 0;
  const functions = counts.length === 0 ? 1 : (counts.length * (counts.length - 1)) / 2;
  return {
    kernel,
    gamma: 0.7,
    coef0: 0.3,
    degree: 3,
    ...(kernel === "precomputed" ? {} : { vectors }),
    support: Int32Array.from({ length: count }, (_, i) => i),
    coefficients: sequence(count * Math.max(1, counts.length - 1), 5),
    intercept: sequence(functions, 9),
    counts,
  };
}

/** Straight from the formulas. */
function expected(x: Tensor<"float64">, vectors: Tensor<"float64">, m: LibsvmAttributes): number[] {
  const [rows = 0, width = 0] = x.shape;
  const count = vectors.shape[0] ?? 0;
  const row = (t: Tensor<"float64">, i: number) => Array.from(t.data.slice(i * width, (i + 1) * width));
  const k = (a: number[], b: number[], s: number) => {
    const dot = a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
    const distance = a.reduce((sum, value, i) => sum + (value - (b[i] ?? 0)) ** 2, 0);
    return {
      linear: dot,
      poly: (0.7 * dot + 0.3) ** 3,
      rbf: Math.exp(-0.7 * distance),
      sigmoid: Math.tanh(0.7 * dot + 0.3),
      precomputed: a[s] ?? 0,
    }[m.kernel];
  };
  const classOf = m.counts.flatMap((n, c) => Array<number>(n).fill(c));
  const out: number[] = [];
  for (let i = 0; i < rows; i++) {
    const values = Array.from({ length: count }, (_, s) => k(row(x, i), row(vectors, s), s));
    if (m.counts.length === 0) {
      out.push(values.reduce((sum, value, s) => sum + value * (m.coefficients[s] ?? 0), m.intercept[0] ?? 0));
      continue;
    }
    let pair = 0;
    for (let a = 0; a < m.counts.length; a++)
      for (let b = a + 1; b < m.counts.length; b++) {
        let sum = m.intercept[pair++] ?? 0;
        for (let s = 0; s < count; s++) {
          if (classOf[s] === a) sum += (m.coefficients[(b - 1) * count + s] ?? 0) * (values[s] ?? 0);
          if (classOf[s] === b) sum += (m.coefficients[a * count + s] ?? 0) * (values[s] ?? 0);
        }
        out.push(sum);
      }
  }
  return out;
}

const numbers = (value: unknown): number[] => Array.from((value as Tensor<"float64">).data);
const close = (got: readonly number[], want: readonly number[], tolerance = 1e-13) => {
  expect(got.length).toBe(want.length);
  for (const [i, value] of want.entries())
    expect(Math.abs((got[i] ?? Number.NaN) - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
};

/** A width at which sparse vectors are not made dense: they are walked side by side with the rows. */
const WIDE = 1 << 20;

describe("brine.LibsvmDecision", () => {
  const vectors = matrix(7, 7, 1);
  vectors.data.forEach((_, i) => {
    if (i % 3 === 0) vectors.data[i] = 0;
  });
  const x = matrix(5, 7, 2);
  for (const kernel of ["linear", "poly", "rbf", "sigmoid", "precomputed"] as const)
    for (const counts of [[], [3, 4], [2, 4, 1]])
      test(`${kernel}, classes ${counts}`, () => {
        const m = machine(kernel, vectors, counts);
        const want = expected(x, vectors, m);
        close(numbers(run(libsvmDecision, [x], m)[0]), want);
        if (kernel === "precomputed") return;
        const sparse = sparseOf(vectors);
        close(numbers(run(libsvmDecision, [sparseOf(x)], { ...m, vectors: sparse })[0]), want);
        const widen = (rows: CsrMatrix<"float64">) => new CsrMatrix([rows.shape[0], WIDE], rows.data, rows.indices, rows.indptr);
        close(numbers(run(libsvmDecision, [widen(sparseOf(x))], { ...m, vectors: widen(sparse) })[0]), want);
      });
});

describe("rbf without WebAssembly", () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    vi.resetModules();
  });
  test.each([1, 4, 7, 8, 19])("%i vectors, as with it", async (count) => {
    const [x, vectors] = [matrix(3, 5, 2), matrix(count, 5, 1)];
    // Rows far out: exp of less than -708 is 0 in either way.
    x.data.forEach((value, i) => {
      if (i >= 10) x.data[i] = value * 60;
    });
    const m = machine("rbf", vectors, []);
    const want = numbers(run(libsvmDecision, [x], m)[0]);
    close(want, expected(x, vectors, m));
    vi.stubGlobal("WebAssembly", undefined);
    vi.resetModules();
    const { rbfRow } = await import("../src/runtime/interpreter/svm/rbf-simd.js");
    expect(rbfRow(vectors.data, 5, 1, new Float64Array(count))).toBe(undefined);
    const { kernelRow } = await import("../src/runtime/interpreter/svm/kernel-row.js");
    const plain = kernelRow(m);
    const sums = [0, 1, 2].map((row) => {
      plain.dense(x.data, row * 5);
      return m.coefficients.reduce((sum, value, s) => sum + value * (plain.values[s] ?? Number.NaN), m.intercept[0] ?? 0);
    });
    close(sums, want);
  });
});

test.each([
  [0, 1],
  [1e6, 1],
  [1e9, 0.1],
  [-40, 20],
  [5, 40],
])("rbf keeps its digits with vectors at %d, %d apart", (offset, spread) => {
  const place = (rows: number, seed: number) => {
    const at = matrix(rows, 6, seed);
    at.data.forEach((value, i) => {
      at.data[i] = offset + spread * value;
    });
    return at;
  };
  const [x, vectors] = [place(30, 2), place(21, 1)];
  // Some rows are vectors themselves: a kernel value of exactly 1.
  x.data.set(vectors.data.slice(0, 24));
  const m = machine("rbf", vectors, []);
  close(numbers(run(libsvmDecision, [x], m)[0]), expected(x, vectors, m), 1e-11);
});

describe("brine.PairwiseVotes", () => {
  // Pairs (0, 1), (0, 2), (1, 2); the second row is a tie of all classes, the third has a decision of exactly 0.
  const x = new Tensor("float64", [3, 3], Float64Array.of(2, 1, -1, 1, -2, 3, 0, -1, 1));
  test("none", () => expect(numbers(run(pairwiseVotes, [x], { classes: 3, confidence: "none" })[0])).toEqual([2, 0, 1, 1, 1, 1, 0, 2, 1]));
  test("bounded", () => {
    const share = (c: number) => c / (3 * (Math.abs(c) + 1));
    const want = [2 + share(3), share(-3), 1, 1 + share(-1), 1 + share(2), 1 + share(-1), 1 + share(-1), 1 + share(1), 1];
    close(numbers(run(pairwiseVotes, [x], { classes: 3, confidence: "bounded" })[0]), want);
  });
  test("scaled", () => {
    const share = (c: number) => c / 6;
    const want = [2 + share(3), share(-3), 1, 1 + share(-1), 1 + share(2), 1 + share(-1), 1 + share(-1), 1 + share(1), 1];
    close(numbers(run(pairwiseVotes, [x], { classes: 3, confidence: "scaled" })[0]), want);
  });
});

describe("brine.PairwiseCoupling", () => {
  test("pairs that agree give the odds that they were made of, within the iteration's tolerance", () => {
    const p = [0.5, 0.3, 0.2];
    const odds = (i: number, j: number) => Math.log((p[i] ?? 0) / (p[j] ?? 1));
    const x = new Tensor("float64", [1, 3], Float64Array.of(odds(0, 1), odds(0, 2), odds(1, 2)));
    const got = numbers(run(pairwiseCoupling, [x], { classes: 3, a: Float64Array.of(-1, -1, -1), b: new Float64Array(3) })[0]);
    close(got, p, 0.005);
    expect(got.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });
});

test("exp is within two units of the last place", () => {
  const x = Float64Array.from({ length: 20000 }, (_, i) => (i < 10 ? -700 - 10 * i : -(i * i) / 6e5));
  const got = x.slice();
  expInPlace(got, got.length, 1);
  for (const [i, value] of x.entries()) {
    const want = Math.exp(value);
    expect(Math.abs((got[i] ?? Number.NaN) - want)).toBeLessThanOrEqual(5e-16 * want);
  }
});

describe("as standard ONNX", () => {
  const answer = async (make: (x: Value) => Value, x: Tensor<"float64">) => {
    const builder = new GraphBuilder(foldWith(interpreterKernels));
    const value = builder.input("x", dense("float64", ["N", x.shape[1] ?? 1]));
    const session = await ort.InferenceSession.create(encodeOnnx(toOnnxGraph(builder.finish([make(value)]))));
    const outputs = await session.run({ x: new ort.Tensor("float64", x.data, x.shape) });
    return Array.from(outputs[session.outputNames[0] ?? ""]?.data as Float64Array);
  };
  const vectors = matrix(7, 7, 1);
  const x = matrix(5, 7, 2);
  test.each(["linear", "poly", "rbf", "sigmoid", "precomputed"] as const)("%s", async (kernel) => {
    for (const counts of [[], [3, 4], [2, 4, 1]]) {
      const m = machine(kernel, vectors, counts);
      // onnxruntime's tanh of float64 numbers is that of float32.
      close(
        await answer((value) => libsvmDecision([value], m)[0] as Value, x),
        expected(x, vectors, m),
        kernel === "sigmoid" ? 1e-6 : 1e-12,
      );
    }
  });
  test.each(["none", "bounded", "scaled"] as const)("votes, %s", async (confidence) => {
    const values = matrix(6, 6, 3);
    const attributes = { classes: 4, confidence };
    close(
      await answer((value) => pairwiseVotes([value], attributes)[0] as Value, values),
      numbers(run(pairwiseVotes, [values], attributes)[0]),
      1e-12,
    );
  });
  test.each([2, 3, 5])("coupled probabilities of %i classes", async (classes) => {
    const pairs = (classes * (classes - 1)) / 2;
    const values = matrix(40, pairs, 3);
    values.data.forEach((value, i) => {
      values.data[i] = value * (i % 7 === 0 ? 30 : 2);
    });
    const attributes = { classes, a: sequence(pairs, 4).map((value) => value - 1.5), b: sequence(pairs, 6) };
    const want = numbers(run(pairwiseCoupling, [values], attributes)[0]);
    close(await answer((value) => pairwiseCoupling([value], attributes)[0] as Value, values), want, 1e-9);
  });
});

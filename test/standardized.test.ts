import { describe, expect, test } from "vitest";
import { GraphBuilder } from "../src/graph/builder.js";
import { dense } from "../src/graph/info.js";
import { checkFinite } from "../src/graph/ops/input.js";
import type { Value } from "../src/graph/value.js";
import { interpreterKernels } from "../src/runtime/interpreter/builtins.js";
import { foldWith, plan } from "../src/runtime/interpreter/plan.js";
import { float64, Tensor } from "../src/tensor.js";

const FEATURES = 7;
const wave = (n: number, seed: number) => Float64Array.from({ length: n }, (_, i) => Math.sin(seed + 1.7 * i) * (1 + (i % 5)));
const mean = float64([FEATURES], wave(FEATURES, 1));
const scale = float64(
  [FEATURES],
  wave(FEATURES, 2).map((v) => Math.abs(v) + 0.1),
);
const weights = (columns: number) => float64([FEATURES, columns], wave(FEATURES * columns, 3));

const checked = (x: Value, argument = "X") =>
  checkFinite([x], { estimator: "Model", allowNaN: false, argument, version: [1, 5, 0], minimumFor: " by Model" })[0] as Value;

function compile(make: (x: Value) => Value, keep?: (x: Value) => Value) {
  const builder = new GraphBuilder(foldWith(interpreterKernels));
  const x = builder.input("X", dense("float64", ["N", FEATURES]));
  const graph = builder.finish([make(x), ...(keep ? [keep(x)] : [])]);
  return plan(graph, interpreterKernels);
}

/** The same arithmetic, number by number. */
function expected(x: Float64Array, columns: number): number[] {
  const w = weights(columns).data;
  const out: number[] = [];
  for (let i = 0; i < x.length / FEATURES; i++)
    for (let c = 0; c < columns; c++) {
      let sum = 0;
      for (let f = 0; f < FEATURES; f++)
        sum += (((x[i * FEATURES + f] ?? 0) - (mean.data[f] ?? 0)) / (scale.data[f] ?? 1)) * (w[f * columns + c] ?? 0);
      out.push(sum);
    }
  return out;
}

const chain = (columns: number) => (x: Value) => checked(checked(x).sub(mean).div(scale)).matMul(weights(columns));

describe("a scaler in front of a product", () => {
  for (const columns of [1, 2, 3])
    for (const rows of [1, 3, 4, 9])
      test(`${rows} rows, ${columns} columns`, () => {
        const x = wave(rows * FEATURES, 4);
        const [answer] = compile(chain(columns)).run([float64([rows, FEATURES], x)]) as [Tensor<"float64">];
        expect(answer.shape).toEqual([rows, columns]);
        const want = expected(x, columns);
        const largest = Math.max(...want.map(Math.abs));
        answer.data.forEach((value, i) => {
          expect(Math.abs(value - (want[i] ?? Number.NaN))).toBeLessThanOrEqual(1e-14 * largest);
        });
      });

  test("weights of one dimension answer one", () => {
    const x = float64([2, FEATURES], wave(2 * FEATURES, 4));
    const [answer] = compile((v) =>
      v
        .sub(mean)
        .div(scale)
        .matMul(float64([FEATURES], weights(1).data)),
    ).run([x]) as [Tensor];
    expect(answer.shape).toEqual([2]);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])("%s is refused in the words of the check", (wrong) => {
    const x = wave(3 * FEATURES, 4);
    x[8] = wrong;
    const said = Number.isNaN(wrong) ? /Input X contains NaN/ : /Input X contains infinity/;
    for (const columns of [1, 3]) expect(() => compile(chain(columns)).run([float64([3, FEATURES], x)])).toThrow(said);
  });

  test("no rows are refused", () => {
    expect(() => compile(chain(1)).run([float64([0, FEATURES], [])])).toThrow("Found array with 0 sample(s) (shape=(0, 7))");
  });

  test("a quotient that overflows is refused by the second check", () => {
    const x = wave(FEATURES, 4);
    x[0] = 1e308;
    const tiny = new Tensor("float64", [FEATURES], new Float64Array(FEATURES).fill(1e-9));
    const run = compile((v) => checked(checked(v).sub(mean).div(tiny)).matMul(weights(1)));
    expect(() => run.run([float64([1, FEATURES], x)])).toThrow("Input X contains infinity");
  });

  test("without checks NaN goes through", () => {
    const x = wave(2 * FEATURES, 4);
    x[0] = Number.NaN;
    const [answer] = compile((v) => v.sub(mean).div(scale).matMul(weights(1))).run([float64([2, FEATURES], x)]) as [Tensor<"float64">];
    expect(Array.from(answer.data, Number.isNaN)).toEqual([true, false]);
  });

  test("what others read is computed as well", () => {
    const x = wave(FEATURES, 4);
    let scaled: Value | undefined;
    const run = compile(
      (v) => {
        scaled = v.sub(mean).div(scale);
        return scaled.matMul(weights(1));
      },
      () => scaled as Value,
    );
    const [product, kept] = run.run([float64([1, FEATURES], x)]) as Tensor<"float64">[];
    expect(Array.from(kept?.data ?? [])).toEqual(Array.from(x, (value, f) => (value - (mean.data[f] ?? 0)) / (scale.data[f] ?? 1)));
    expect(product?.data[0]).toBeCloseTo(expected(x, 1)[0] ?? Number.NaN, 12);
  });

  test("inputs are never written over", () => {
    const x = wave(FEATURES, 4);
    const before = x.slice();
    compile((v) => v.sub(mean).div(scale).add(1).mul(2)).run([float64([1, FEATURES], x)]);
    expect(x).toEqual(before);
  });
});

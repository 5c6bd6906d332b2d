import { ModelError } from "../../../errors.js";
import type { CategoryChecks } from "../../../graph/ops/encode.js";
import type { Refusal } from "../../../graph/ops/input.js";
import type { Value } from "../../../graph/value.js";
import { Frame, type Input } from "../../input.js";
import type { Self } from "../define.js";
import { checkNames } from "../validate.js";

/** The columns of an input with dtypes of their own, and the checks of its values (sklearn/preprocessing/_encoders.py: _check_X, _transform). */
export function categoricalColumns(x: Input, expected: number, m: Self): { readonly inputs: Value[]; readonly checks: CategoryChecks } {
  if (x instanceof Frame && m.atLeast(1, 2)) checkNames(x, m.self);
  if (!(x instanceof Frame)) {
    if (x.layout === "csr") refuseSparse(m);
    if (x.rank !== 2) wrongRank(x, expected, m);
  }
  const inputs = x instanceof Frame ? [...x.values] : [x];
  const found = x instanceof Frame ? inputs.length : x.dim(1);
  const refusal = wrongCount(found, expected, m);
  return {
    inputs,
    checks: {
      allowNaN: m.atLeast(0, 24),
      version: m.version,
      words: "encoder",
      typed: m.atLeast(1, 5),
      byColumn: x instanceof Frame && m.atLeast(0, 22),
      ...(refusal ? { refusal } : {}),
    },
  };
}

function wrongCount(found: number, expected: number, m: Self): Refusal | undefined {
  if (found === expected) return undefined;
  const arrayFirst = m.atLeast(1, 3) || !m.atLeast(1, 0);
  if (found === 0 && arrayFirst)
    return { message: "Found array with 0 feature(s) (shape=({rows}, 0)) while a minimum of 1 is required.", python: "ValueError" };
  if (m.atLeast(1, 0)) m.refuse(`X has ${found} features, but ${m.className} is expecting ${expected} features as input.`);
  if (m.atLeast(0, 21))
    m.refuse(
      "The number of features in X is different to the number of features of the fitted data. " +
        `The fitted data had ${expected} features and the X has ${found} features.`,
    );
  // 0.20 looked at the columns there were, and then failed by itself.
  if (found > expected) return { message: "list index out of range", python: "IndexError" };
  if (found === 1)
    return {
      message: `boolean index did not match indexed array along dimension 0; dimension is {rows*${expected}} but corresponding boolean dimension is {rows}`,
      python: "IndexError",
    };
  return { message: `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) `, python: "ValueError" };
}

function wrongRank({ rank, shape }: Value, expected: number, m: Self): never {
  if (rank > 2 && m.atLeast(1, 0) && !m.atLeast(1, 3) && shape[1] !== expected)
    m.refuse(`X has ${shape[1]} features, but ${m.className} is expecting ${expected} features as input.`);
  if (rank > 2)
    throw new ModelError(
      "input/shape",
      m.atLeast(1, 6)
        ? `Found array with dim ${rank}, while dim <= 2 is required.`
        : `Found array with dim ${rank}. ${m.atLeast(1, 1) ? "None" : "Estimator"} expected <= 2.`,
      { python: "ValueError" },
    );
  if (m.atLeast(1, 0) && !m.atLeast(1, 3))
    m.refuse(`X does not contain any features, but ${m.className} is expecting ${expected} features`);
  const advice =
    "Reshape your data either using array.reshape(-1, 1) if your data has a single feature or array.reshape(1, -1) if it contains a single sample.";
  throw new ModelError("input/shape", `Expected 2D array, got ${rank === 0 ? "scalar" : "1D"} array instead:\n${advice}`, {
    python: "ValueError",
  });
}

function refuseSparse(m: Self): never {
  const message = m.atLeast(1, 4)
    ? "Sparse data was passed, but dense data is required. Use '.toarray()' to convert to a dense numpy array."
    : "A sparse matrix was passed, but dense data is required. Use X.toarray() to convert to a dense numpy array.";
  throw new ModelError("input/dtype", message, { where: m.className, python: "TypeError" });
}

import { realize } from "../../container/python/realize.js";
import { ModelError } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { arrayOf, list, number } from "./fields.js";
import type { Fitted } from "./fitted.js";
import { numbersOf } from "./sparse-attribute.js";
import { treeImportances } from "./tree-importances.js";

/** One importance per column, or a row of them per class. */
export interface Importances {
  readonly values: Float64Array;
  readonly rows: number;
  readonly columns: number;
}

/** An attribute such as `coef_`, `feature_importances_` or `named_steps.clf.coef_`; undefined where the estimator has none of the name. */
export function importancesAt(estimator: Fitted, path: string): Importances | undefined {
  const names = path.split(".");
  let owner = estimator;
  for (const [i, name] of names.slice(0, -1).entries()) {
    if (name === "named_steps") continue;
    const step = names[i - 1] === "named_steps" ? stepOf(owner, name) : childOf(owner, name);
    if (step === undefined) return undefined;
    owner = step;
  }
  const name = names.at(-1) as string;
  const stored = owner.attribute(name);
  if (stored !== undefined && stored !== null) return matrixOf(arrayOf(stored, owner.object.at(name)));
  if (name === "feature_importances_") {
    const values = treeImportances(owner);
    return values && { values, rows: 1, columns: values.length };
  }
  return name === "coef_" ? (linearKernelCoef(owner) ?? naiveBayesCoef(owner)) : undefined;
}

function childOf(owner: Fitted, name: string): Fitted | undefined {
  const value = owner.attribute(name);
  return value === undefined || value === null ? undefined : owner.child(value, name);
}

function stepOf(pipeline: Fitted, name: string): Fitted | undefined {
  const steps = list(pipeline.attribute("steps") ?? null, pipeline.object.at("steps"));
  for (const step of steps) {
    const [known, estimator] = list(step, "steps");
    if (known === name && estimator !== undefined) return pipeline.child(estimator, `steps.${name}`);
  }
  return undefined;
}

function matrixOf(tensor: Tensor): Importances {
  const values = numbersOf(tensor);
  return tensor.shape.length < 2
    ? { values, rows: 1, columns: values.length }
    : { values, rows: tensor.shape[0] ?? 1, columns: tensor.shape[1] ?? 1 };
}

const LIBSVM = new Set(["SVC", "NuSVC", "SVR", "NuSVR", "OneClassSVM"]);

/** sklearn/svm/_base.py: BaseLibSVM.coef_, of linear kernels: one row per pair of classes. */
function linearKernelCoef(svm: Fitted): Importances | undefined {
  if (!LIBSVM.has(svm.className) || svm.attribute("kernel") !== "linear") return undefined;
  const read = (name: string) => arrayOf(svm.attribute(name) ?? null, svm.object.at(name));
  const dual = matrixOf(read(svm.attribute("_dual_coef_") === undefined ? "dual_coef_" : "_dual_coef_"));
  const vectors = matrixOf(read("support_vectors_"));
  const wrong = (what: string): never => {
    throw new ModelError("sklearn/attribute", `${svm.object.path || svm.className}: ${what} for ${vectors.rows} support vectors.`, {
      where: svm.object.path || svm.className,
    });
  };
  if (dual.columns !== vectors.rows) wrong(`dual_coef_ has ${dual.columns} columns`);
  const weighted = (row: number, from: number, to: number, into: Float64Array) => {
    for (let s = from; s < to; s++) {
      const alpha = dual.values[row * dual.columns + s] as number;
      for (let j = 0; j < vectors.columns; j++) into[j] = (into[j] as number) + alpha * (vectors.values[s * vectors.columns + j] as number);
    }
  };
  if (dual.rows === 1) {
    const values = new Float64Array(vectors.columns);
    weighted(0, 0, dual.columns, values);
    return { values, rows: 1, columns: vectors.columns };
  }
  const counts = numbersOf(read(svm.attribute("_n_support") === undefined ? "n_support_" : "_n_support"));
  const all = counts.every((count) => count >= 0) ? counts.reduce((sum, count) => sum + count, 0) : Number.NaN;
  if (counts.length !== dual.rows + 1 || all !== vectors.rows) wrong(`n_support_ is [${counts.subarray(0, 8)}]`);
  const starts = [0];
  for (const count of counts) starts.push((starts.at(-1) as number) + count);
  const pairs: Float64Array[] = [];
  for (let a = 0; a <= dual.rows; a++)
    for (let b = a + 1; b <= dual.rows; b++) {
      const row = new Float64Array(vectors.columns);
      weighted(b - 1, starts[a] as number, starts[a + 1] as number, row);
      weighted(a, starts[b] as number, starts[b + 1] as number, row);
      pairs.push(row);
    }
  const values = new Float64Array(pairs.length * vectors.columns);
  pairs.forEach((row, i) => {
    values.set(row, i * vectors.columns);
  });
  return { values, rows: pairs.length, columns: vectors.columns };
}

/** Until 1.0 discrete naive Bayes had a `coef_`: the log probabilities, of two classes those of the second. */
function naiveBayesCoef(bayes: Fitted): Importances | undefined {
  const stored = bayes.attribute("feature_log_prob_");
  const [major = 0, minor = 0] = bayes.version;
  if (stored === undefined || major > 1 || (major === 1 && minor > 0)) return undefined;
  const all = matrixOf(arrayOf(stored, bayes.object.at("feature_log_prob_")));
  return all.rows === 2 ? { ...all, rows: 1, values: all.values.slice(all.columns) } : all;
}

/**
 * Importances of an estimator by `coef_`, `feature_importances_` or the path that `importance_getter` names, each column's as one number
 * (sklearn/feature_selection/_base.py: _get_feature_importances with "norm"). Undefined where it has none.
 */
export function columnImportances(estimator: Fitted, getter: unknown, order: number): Float64Array | undefined {
  const found =
    typeof getter === "string" && getter !== "auto"
      ? importancesAt(estimator, getter)
      : (importancesAt(estimator, "coef_") ?? importancesAt(estimator, "feature_importances_"));
  return found && Float64Array.from({ length: found.columns }, (_, j) => norm(found, j, order));
}

function norm({ values, rows, columns }: Importances, column: number, order: number): number {
  if (rows === 1) return Math.abs(values[column] as number);
  const cells = Array.from({ length: rows }, (_, i) => Math.abs(values[i * columns + column] as number));
  if (order === Number.POSITIVE_INFINITY) return Math.max(...cells);
  if (order === Number.NEGATIVE_INFINITY) return Math.min(...cells);
  const sum = cells.reduce((total, cell) => total + (order === 1 ? cell : order === 2 ? cell * cell : cell ** order), 0);
  return order === 1 ? sum : order === 2 ? Math.sqrt(sum) : sum ** (1 / order);
}

/** A number of the file, None included; `fallback` where it is something else. */
export function plainNumber(fitted: Fitted, name: string): number | undefined {
  const value = number(fitted.attribute(name));
  return typeof value === "number" ? value : undefined;
}

/** A text of the file. */
export function plainText(fitted: Fitted, name: string): string | undefined {
  const value = realize(fitted.attribute(name) ?? null);
  return typeof value === "string" ? value : undefined;
}

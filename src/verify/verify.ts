import type { RuntimeValue } from "../graph/info.js";
import type { ModelInput } from "../model/form.js";
import type { Answer, Model } from "../model/model.js";
import { CsrMatrix } from "../sparse.js";
import { Table } from "../table.js";
import { Tensor } from "../tensor.js";
import { compareArrays } from "./arrays.js";
import { compareConfigs } from "./config.js";
import { type Difference, exact, type Tolerance } from "./difference.js";

export interface VerifyOptions {
  /** Rows to ask both models about; without them predictions are not compared. */
  readonly inputs?: ModelInput;
  /** Methods to ask; default: those that both offer, of predict, predict_proba, decision_function, transform and score_samples. */
  readonly methods?: readonly string[];
  /** How far numbers may be apart; default: not at all. A number is both relative and absolute. */
  readonly tolerance?: number | Tolerance;
}

/** What is the same in two models, and what is not. */
export interface Verification {
  /** No difference anywhere that was looked at. */
  readonly equal: boolean;
  readonly configuration: readonly Difference[];
  readonly weights: readonly Difference[];
  readonly predictions: readonly Difference[];
  /** What was looked at. */
  readonly compared: { readonly parameters: boolean; readonly weights: number; readonly methods: readonly string[] };
}

const usual = ["predict", "predict_proba", "decision_function", "transform", "score_samples"];

/**
 * Compares two models: configuration, weights by name (shape, dtype, bytes; else the largest difference and where), and, given
 * inputs, predictions. Formats and framework versions may differ. Where one side holds no configuration or weights of its own
 * (an .onnx file), predictions decide; where one holds weights only (.safetensors), the weights.
 */
export async function verifyModels(a: Model, b: Model, options: VerifyOptions = {}): Promise<Verification> {
  const tolerance = toleranceOf(options.tolerance);
  const sources = a.comparable && b.comparable;
  const models = sources && !a.source.weightsOnly && !b.source.weightsOnly;
  const configuration = models ? compareConfigs(a.source.canonical ?? a.config, b.source.canonical ?? b.config) : [];
  const weights = sources ? compareWeights(a.weights, b.weights, tolerance) : [];
  const methods =
    options.inputs === undefined
      ? []
      : (options.methods ?? usual.filter((method) => a.methods.includes(method) && b.methods.includes(method)));
  const predictions: Difference[] = [];
  for (const method of methods) {
    const [left, right] = await Promise.all([a.call(method, options.inputs), b.call(method, options.inputs)]);
    predictions.push(...compareAnswers(method, left, right, tolerance));
  }
  const equal = configuration.length + weights.length + predictions.length === 0;
  return { equal, configuration, weights, predictions, compared: { parameters: models, weights: sources ? a.weights.size : 0, methods } };
}

function toleranceOf(tolerance: number | Tolerance | undefined): Tolerance {
  return typeof tolerance === "number" ? { relative: tolerance, absolute: tolerance } : (tolerance ?? exact);
}

function compareWeights(a: ReadonlyMap<string, Tensor>, b: ReadonlyMap<string, Tensor>, tolerance: Tolerance): Difference[] {
  const differences: Difference[] = [];
  for (const [name, tensor] of a) {
    const other = b.get(name);
    if (other === undefined) differences.push({ name, kind: "missing", a: describe(tensor), b: "" });
    else {
      const found = compareArrays(name, tensor, other, tolerance);
      if (found) differences.push(found);
    }
  }
  for (const [name, tensor] of b) if (!a.has(name)) differences.push({ name, kind: "added", a: "", b: describe(tensor) });
  return differences;
}

function compareAnswers(name: string, a: Answer, b: Answer, tolerance: Tolerance): Difference[] {
  if (isArray(a) && isArray(b)) {
    const found = compareArrays(name, a, b, tolerance);
    return found ? [found] : [];
  }
  if (a instanceof Table && b instanceof Table)
    return compareWeights(a.columns, b.columns, tolerance).map((found) => ({ ...found, name: `${name}.${found.name}` }));
  const left = itemsOf(a);
  const right = itemsOf(b);
  if (left === undefined || right === undefined || left.length !== right.length || left.some(([key], i) => key !== right[i]?.[0]))
    return [{ name, kind: "shape", a: describe(a), b: describe(b) }];
  return left.flatMap(([key, item], i) => compareAnswers(`${name}[${key}]`, item, right[i]?.[1] as Answer, tolerance));
}

/** The items of a list or dict of answers, by position or key. */
function itemsOf(answer: Answer): (readonly [string, Answer])[] | undefined {
  return isArray(answer) || answer instanceof Table ? undefined : Object.entries<Answer>(answer as Readonly<Record<string, Answer>>);
}

const isArray = (answer: Answer): answer is RuntimeValue => answer instanceof Tensor || answer instanceof CsrMatrix;

function describe(answer: Answer): string {
  if (isArray(answer)) return `${answer.dtype} [${answer.shape}]`;
  return answer instanceof Table ? `a table of ${answer.columns.size} columns` : `${itemsOf(answer)?.length ?? 0} arrays`;
}

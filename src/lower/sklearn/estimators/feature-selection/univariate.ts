import type { Value } from "../../../../graph/value.js";
import { type Bound, defineMeta } from "../../define.js";
import { either, oneOf } from "../../fields.js";
import { selector } from "../../selection.js";
import { numbersOf } from "../../sparse-attribute.js";

/** What fitting left: the scores, and for most score functions their p-values. */
interface Scored {
  readonly scores: Float64Array;
  readonly pvalues: Float64Array | undefined;
}

const fitted = { scores_: "tensor", pvalues_: "tensor?" } as const;
const scored = (m: { readonly scores_: Value; readonly pvalues_: Value | undefined }): Scored => ({
  scores: numbersOf(m.scores_.tensor),
  pvalues: m.pvalues_ ? numbersOf(m.pvalues_.tensor) : undefined,
});

const constant = (length: number, value: boolean): boolean[] => new Array<boolean>(length).fill(value);

/** Missing scores are the lowest (sklearn/feature_selection/_univariate_selection.py: _clean_nans). */
const withoutNaN = (scores: Float64Array): Float64Array => scores.map((score) => (Number.isNaN(score) ? -Number.MAX_VALUE : score));

/** The `k` best; of equal scores the later columns. */
function best({ scores }: Scored, k: number | string): boolean[] {
  if (typeof k === "string") return constant(scores.length, true);
  const clean = withoutNaN(scores);
  const order = Array.from(clean.keys()).sort((a, b) => (clean[a] as number) - (clean[b] as number));
  const mask = constant(scores.length, false);
  if (k > 0) for (const i of order.slice(-k)) mask[i] = true;
  return mask;
}

/** Scores above the percentile; of those on it the first ones, as many as there is room for. */
function bestPercent({ scores }: Scored, percentile: number): boolean[] {
  if (percentile === 100 || percentile === 0) return constant(scores.length, percentile === 100);
  const clean = withoutNaN(scores);
  const threshold = percentileOf(clean, 100 - percentile);
  const mask = Array.from(clean, (score) => score > threshold);
  const ties = Array.from(clean.keys()).filter((i) => clean[i] === threshold);
  const room = Math.trunc((scores.length * percentile) / 100) - mask.filter(Boolean).length;
  for (const i of ties.slice(0, room)) mask[i] = true;
  return mask;
}

/** numpy.percentile, which goes from the nearer neighbor (numpy/lib/_function_base_impl.py: _lerp). */
function percentileOf(values: Float64Array, q: number): number {
  const sorted = values.slice().sort();
  const at = (sorted.length - 1) * (q / 100);
  const below = Math.floor(at);
  const low = sorted[below] as number;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] as number;
  const share = at - below;
  return share >= 0.5 ? high - (high - low) * (1 - share) : low + (high - low) * share;
}

const falsePositive = ({ pvalues = NONE }: Scored, alpha: number): boolean[] => Array.from(pvalues, (p) => p < alpha);

/** Benjamini and Hochberg: up to the largest p that is at most alpha / n times its rank. */
function falseDiscovery({ pvalues = NONE }: Scored, alpha: number): boolean[] {
  const sorted = pvalues.slice().sort();
  const passing = sorted.filter((p, i) => p <= (alpha / sorted.length) * (i + 1));
  const limit = passing.length === 0 ? Number.NEGATIVE_INFINITY : Math.max(...passing);
  return Array.from(pvalues, (p) => p <= limit);
}

const familyWise = ({ pvalues = NONE }: Scored, alpha: number): boolean[] => Array.from(pvalues, (p) => p < alpha / pvalues.length);

const NONE = new Float64Array();

const modes: Readonly<Record<string, (scored: Scored, param: number | string) => boolean[]>> = {
  k_best: best,
  percentile: (of, param) => bestPercent(of, Number(param)),
  fpr: (of, param) => falsePositive(of, Number(param)),
  fdr: (of, param) => falseDiscovery(of, Number(param)),
  fwe: (of, param) => familyWise(of, Number(param)),
};

const amount = either("float", "string");

export const selectKBest = defineMeta("SelectKBest", {
  params: { k: amount },
  fitted,
  ...selector((m: Bound<{ k: typeof amount }, typeof fitted>) => best(scored(m), m.k)),
});

export const selectPercentile = defineMeta("SelectPercentile", {
  params: { percentile: "float" },
  fitted,
  ...selector((m: Bound<{ percentile: "float" }, typeof fitted>) => bestPercent(scored(m), m.percentile)),
});

export const selectFpr = defineByP("SelectFpr", falsePositive);
export const selectFdr = defineByP("SelectFdr", falseDiscovery);
export const selectFwe = defineByP("SelectFwe", familyWise);

function defineByP(name: string, mask: (scored: Scored, alpha: number) => boolean[]) {
  return defineMeta(name, {
    params: { alpha: "float" },
    fitted,
    ...selector((m: Bound<{ alpha: "float" }, typeof fitted>) => mask(scored(m), m.alpha)),
  });
}

const mode = oneOf("percentile", "k_best", "fpr", "fdr", "fwe");

export const genericUnivariateSelect = defineMeta("GenericUnivariateSelect", {
  params: { mode, param: amount },
  fitted,
  ...selector(
    (m: Bound<{ mode: typeof mode; param: typeof amount }, typeof fitted>) => modes[m.mode]?.(scored(m), m.param) ?? m.unsupported(m.mode),
  ),
});

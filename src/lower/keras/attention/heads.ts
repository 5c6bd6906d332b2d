import type { Value } from "../../../graph/value.js";
import type { BoundLayer } from "../bound.js";
import { einsum } from "../einsum.js";
import { maskedSoftmax, softmaxOver } from "./masked-softmax.js";

/** Queries, keys and values of each head: [N, …, H, D]. */
export interface Heads {
  readonly query: Value;
  readonly key: Value;
  readonly value: Value;
  /** The axes of positions; the others between the rows and the heads are batches. */
  readonly axes: readonly number[];
  /** What queries may see, bool [N, T, S]. */
  readonly mask: Value | undefined;
  /** Whether Keras takes `ops.dot_product_attention`, which hides with another number and leaves no zeros. */
  readonly fused: boolean;
}

/** What `ops.dot_product_attention` puts in place of what is hidden (keras/src/backend/tensorflow/nn.py: _get_large_negative). */
const LARGE_NEGATIVE = -0.7 * 3.4028234663852886e38;

/**
 * softmax(q · k / √D) · v for each head, and the scores [N, batches…, H, T…, S…]
 * (keras/src/layers/attention/multi_head_attention.py: _compute_attention, _build_attention_equation).
 */
export function attend({ query, key, value, axes, mask, fused }: Heads, m: BoundLayer): { readonly output: Value; readonly scores: Value } {
  const { rank } = query;
  const letter = (i: number) => String.fromCharCode(97 + i);
  const target = Array.from({ length: rank }, (_, i) => letter(i));
  const source = target.map((name, i) => (axes.includes(i) ? letter(rank + axes.indexOf(i)) : name));
  const batches = target.filter((_, i) => i < rank - 1 && !axes.includes(i));
  const product = [...batches, ...axes.map((i) => target[i]), ...axes.map((i) => source[i])].join("");
  const scaled = query.mul(1 / Math.sqrt(query.dim(-1)));
  const raw = einsum(`${target.join("")},${source.join("")}->${product}`, scaled, key);
  const over = axes.map((_, i) => i - axes.length);
  const seen = mask && spread(mask, raw.rank, axes.length);
  const scores = fused ? hidden(raw, seen, over) : maskedSoftmax(raw, over, seen, m);
  // Heads of values may be of another width than those of keys.
  const values = [...source.slice(0, -1), "z"].join("");
  return { output: einsum(`${product},${values}->${[...target.slice(0, -1), "z"].join("")}`, scores, value), scores };
}

function hidden(logits: Value, mask: Value | undefined, over: readonly number[]): Value {
  return softmaxOver(mask ? mask.where(logits, logits.dtype === "float16" ? -0.7 * 65504 : LARGE_NEGATIVE) : logits, over);
}

/** A mask of [N, T…, S…] beside scores that have batches and heads between the rows and the positions. */
function spread(mask: Value, rank: number, count: number): Value {
  let wide = mask;
  while (wide.rank < rank) wide = wide.unsqueeze(wide.rank - 2 * count);
  return wide;
}

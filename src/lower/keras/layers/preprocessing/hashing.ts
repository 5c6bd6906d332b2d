import { crossBuckets } from "../../../../graph/ops/tokens.js";
import type { Value } from "../../../../graph/value.js";
import { isFloating, Tensor } from "../../../../tensor.js";
import { defineLayer } from "../../define.js";
import { countsLines, encode, outputMode } from "./encode.js";
import { bucketsOf, salt } from "./hash-buckets.js";
import { requireCount } from "./table-size.js";

/** Buckets by hash; with a `mask_value` the first is kept for it (keras/src/layers/preprocessing/hashing.py: call, _hash_values_to_bins). */
export const hashing = defineLayer("Hashing", {
  config: { num_bins: "int", mask_value: "json?", salt, output_mode: outputMode("int") },
  autocast: false,
  call: (x, m) => {
    const column = m.output_mode === "one_hot" && x.rank > 1 && x.shape.at(-1) === 1;
    const values = column && m.atLeast(3) ? x.squeeze(x.rank - 1) : x;
    const masked = m.mask_value !== undefined && m.num_bins > 1;
    const whole = isFloating(values.dtype) ? values.cast("int64") : values;
    const hashed = bucketsOf(whole, masked ? m.num_bins - 1 : m.num_bins, m.salt);
    const bins = masked
      ? isValue(values, m.mask_value).where(m.constant(new Tensor("int64", [], BigInt64Array.of(0n))), hashed.add(1))
      : hashed;
    return encode(m, bins, { mode: m.output_mode, depth: m.num_bins, dtype: m.dtype, lines: countsLines(m) });
  },
});

function isValue(x: Value, value: unknown): Value {
  if (x.dtype === "string") return x.equal(new Tensor("string", [], [String(value)]));
  return x.equal(Number(value));
}

/** What mixes the hashes where no key is given (tensorflow/python/ops/sparse_ops.py). */
const CROSSING_SEED = 0xdecafcaffen;

/** One bucket for what several columns hold together (keras/src/layers/preprocessing/hashed_crossing.py: call). */
export const hashedCrossing = defineLayer("HashedCrossing", {
  config: { num_bins: "int", output_mode: outputMode("int") },
  autocast: false,
  merge: (inputs, m) => {
    const [first] = inputs;
    if (first === undefined || inputs.length < 2) return m.refuse("`HashedCrossing` should be called on at least two inputs.");
    if (inputs.some(({ shape }) => shape.join() !== first.shape.join()))
      m.refuse(`All \`HashedCrossing\` inputs should have equal shape. Received: ${inputs.map(({ shape }) => `(${shape})`).join(", ")}`);
    if (first.rank > 2 || (first.rank === 2 && first.shape[1] !== 1))
      m.refuse(
        `All \`HashedCrossing\` inputs should have shape \`()\`, \`(batch_size)\` or \`(batch_size, 1)\`. Received: (${first.shape})`,
      );
    if (inputs.some(({ dtype }) => isFloating(dtype))) m.refuse("All `HashedCrossing` inputs should have an integer or string dtype.");
    const columns = inputs.map((x) => (x.dtype === "string" ? x : x.cast("int64")));
    requireCount(m.num_bins, `${m.path}.num_bins`);
    const crossed = crossBuckets(columns, { buckets: m.num_bins, seed: CROSSING_SEED })[0] as Value;
    return encode(m, crossed, { mode: m.output_mode, depth: m.num_bins, dtype: m.dtype, lines: countsLines(m) });
  },
});

import * as ops from "../../graph/ops/tokens.js";
import { scalar } from "../../graph/value.js";
import { int64 } from "../../tensor.js";
import { expansion, noStandardOp } from "../expansion.js";

export const hashBuckets = expansion(ops.hashBuckets, () => noStandardOp(ops.hashBuckets, "it hashes the bytes of texts"));
export const crossBuckets = expansion(ops.crossBuckets, () => noStandardOp(ops.crossBuckets, "it hashes the bytes of texts"));
export const standardizeText = expansion(ops.standardizeText, () =>
  noStandardOp(ops.standardizeText, "it rewrites texts letter by letter"),
);
export const tokenIndices = expansion(ops.tokenIndices, () => noStandardOp(ops.tokenIndices, "it splits texts"));

/** Each value is compared with each key: [..., 1] == [K]. */
export const lookUp = expansion(ops.lookUp, ([x], { keys, indices, unknown }) => {
  if (typeof unknown !== "number") return noStandardOp(ops.lookUp, "it refuses what is not in its vocabulary");
  const found = x.unsqueeze(x.rank).equal(x.constantLike(keys)).cast("int64");
  const known = found.maximum(x.rank).greater(0);
  const index = x.constantLike(int64([indices.length], indices)).gather(found.argMax(x.rank), 0);
  return [known.where(index, x.constantLike(scalar("int64", unknown)))];
});

/** A row of zeros and ones per index; what lies outside takes one column more, which is left out. */
export const countIndices = expansion(ops.countIndices, ([x, weights], { depth, binary, dtype, outside }) => {
  if (outside !== "dropped") return noStandardOp(ops.countIndices, "it refuses indices outside of its depth");
  const inside = x.less(depth).and(x.greaterOrEqual(0));
  const last = inside.where(x, x.constantLike(scalar(x.dtype, depth)));
  const sumType = dtype === "float64" ? dtype : "float32";
  const hot = last.cast("int64").oneHot(depth + 1, sumType);
  const each = weights ? hot.mul(weights.cast(sumType).unsqueeze(x.rank)) : hot;
  const counts = binary ? each.maximum(x.rank - 1) : each.sum(x.rank - 1);
  return [counts.slice(x.rank - 1, 0, depth).cast(dtype)];
});

import type { Value } from "../../graph/value.js";

/**
 * log(sum(exp(x))) along the last axis of [N, K], the axis kept: max + log1p(rest / m) + log(m), where `m` terms equal the maximum
 * (sklearn/utils/_array_api.py: _logsumexp, as SciPy since 1.15). Float32 needs these very steps; in float64 one op is as good.
 */
export function logSumExp(x: Value): Value {
  if (x.dtype !== "float32") return x.logSumExp(1, true);
  const highest = x.maximum(1, true);
  const largest = x.equal(highest);
  const count = largest.cast("float32").sum(1, true);
  const shift = highest.sub(highest).equal(0).where(highest, 0);
  const rest = largest.where(0, x.sub(shift).exp()).sum(1, true);
  return rest.div(count).log1p().add(count.log()).add(highest);
}

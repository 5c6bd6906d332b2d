import { interpolate as spec } from "../../graph/ops/interpolate.js";
import { float64 } from "../../tensor.js";
import { expansion } from "../expansion.js";

/** The segment is the number of inner points at or below; outside of the points the answer is NaN, also where the op would throw. */
export const interpolate = expansion(spec, ([input], { x, y }) => {
  const at = (values: Float64Array) => input.constantLike(float64([values.length], values));
  if (x.length === 1) return [input.mul(0).add(at(y))];
  const inner = at(x.subarray(1, -1));
  const index = x.length === 2 ? input.mul(0).cast("int64") : input.unsqueeze(-1).greaterOrEqual(inner).cast("int64").sum(-1);
  const [left, low] = [at(x).gather(index), at(y).gather(index)];
  const [right, high] = [at(x).gather(index.add(1)), at(y).gather(index.add(1))];
  const value = high.sub(low).div(right.sub(left)).mul(input.sub(left)).add(low);
  const inside = input.greaterOrEqual(x[0] as number).and(input.lessOrEqual(x.at(-1) as number));
  return [inside.where(value, value.mul(Number.NaN))];
});

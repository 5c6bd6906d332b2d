import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import { interpolate } from "../../../graph/ops/interpolate.js";
import { float64 } from "../../../tensor.js";
import { floatText } from "../host.js";
import { kernel } from "../kernel.js";

export const interpolateKernel = kernel(interpolate, ({ x, y, outside, brief }) => ([input]) => {
  const asked = requireTensor(input, interpolate.op).as("float64");
  const last = x.length - 1;
  const [low, high] = [x[0] as number, x[last] as number];
  if (last === 0) return [float64(asked.shape, new Float64Array(asked.size).fill(y[0] as number))];
  if (outside === "raise") refuse(asked.data, low, high, brief === true);
  const out = new Float64Array(asked.size);
  for (let i = 0; i < out.length; i++) {
    const at = asked.data[i] as number;
    if (!(at >= low && at <= high)) {
      out[i] = Number.NaN;
      continue;
    }
    const j = segment(x, at);
    const left = x[j] as number;
    if (j === last || left === at) {
      out[i] = y[j] as number;
      continue;
    }
    const slope = ((y[j + 1] as number) - (y[j] as number)) / ((x[j + 1] as number) - left);
    out[i] = slope * (at - left) + (y[j] as number);
  }
  return [float64(asked.shape, out)];
});

/** The last point at or before `at`. */
function segment(x: Float64Array, at: number): number {
  let from = 0;
  let to = x.length;
  while (to - from > 1) {
    const middle = (from + to) >> 1;
    if ((x[middle] as number) <= at) from = middle;
    else to = middle;
  }
  return from;
}

/** scipy/interpolate/_interpolate.py: interp1d._check_bounds, which looks below first. */
function refuse(asked: Float64Array, low: number, high: number, brief: boolean): void {
  const below = asked.find((at) => at < low);
  const above = asked.find((at) => at > high);
  const [at, side, bound] = below === undefined ? [above, "above", high] : [below, "below", low];
  if (at === undefined) return;
  const end = side === "below" ? "minimum" : "maximum";
  if (brief) throw new ModelError("input/value", `A value in x_new is ${side} the interpolation range.`, { python: "ValueError" });
  throw new ModelError(
    "input/value",
    `A value (${floatText(at)}) in x_new is ${side} the interpolation range's ${end} value (${floatText(bound as number)}).`,
    { python: "ValueError" },
  );
}

import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/spatial.js";
import { allocate, type Data, type DType, isFloating, sizeOf, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { isHalf, isWide, toHalf } from "../numbers.js";

/** numpy.pad: where each place along each axis comes from is found once, and lines of the last axis are copied. */
export const pad = kernel(
  ops.pad,
  ({ pads, mode, value }, node) => {
    const dtype = node.inputs[0]?.dtype ?? "float32";
    const cell = isWide(dtype) ? BigInt(Math.trunc(value)) : isHalf(dtype) ? toHalf(dtype, [value])[0] : dtype === "string" ? "" : value;
    return (inputs) => {
      const x = requireTensor(inputs[0], "Pad");
      const rank = x.shape.length;
      const sources = x.shape.map((length, axis) => sourcesOf(length, pads[axis] ?? 0, pads[rank + axis] ?? 0, mode));
      const shape = sources.map(({ length }) => length);
      const out: Data = allocate(dtype, sizeOf(shape));
      if (mode === "constant" && (cell !== 0 || !isFloating(dtype))) out.fill(cell as never);
      if (x.size > 0) copy(x.data, x.shape, out, sources);
      return [new Tensor<DType>(dtype, shape, out)];
    };
  },
  { fresh: true },
);

/** For each place of the padded axis the place that it shows; -1 where it shows none. */
function sourcesOf(length: number, before: number, after: number, mode: ops.PadAttributes["mode"]): Int32Array {
  const last = length - 1;
  return Int32Array.from({ length: before + length + after }, (_, i) => {
    const at = i - before;
    if (at >= 0 && at <= last) return at;
    if (mode === "constant") return -1;
    if (mode === "edge") return at < 0 ? 0 : last;
    return at < 0 ? -at : 2 * last - at;
  });
}

function copy(from: Data, shape: readonly number[], out: Data, sources: readonly Int32Array[]): void {
  const last = sources.length - 1;
  const line = sources[last] ?? Int32Array.of(0);
  const lines = sources.slice(0, Math.max(0, last));
  const counter = lines.map(() => 0);
  const total = lines.reduce((count, { length }) => count * length, 1);
  for (let n = 0, o = 0; n < total; n++, o += line.length) {
    let at = 0;
    for (let axis = 0; axis < lines.length && at >= 0; axis++) {
      const source = (lines[axis] as Int32Array)[counter[axis] as number] as number;
      at = source < 0 ? -1 : at * (shape[axis] ?? 1) + source;
    }
    if (at >= 0) {
      const start = at * (shape[last] ?? 1);
      for (let i = 0; i < line.length; i++) if ((line[i] as number) >= 0) out[o + i] = from[start + (line[i] as number)] as never;
    }
    for (let axis = lines.length - 1; axis >= 0; axis--) {
      const next = (counter[axis] as number) + 1;
      counter[axis] = next === (lines[axis] as Int32Array).length ? 0 : next;
      if (counter[axis] !== 0) break;
    }
  }
}

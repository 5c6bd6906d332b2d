import type { ConvAttributes } from "../../../graph/ops/convolution.js";
import { windowedLengths } from "../../../graph/windows.js";
import type { Numbers } from "../numbers.js";

/** Three spatial axes, whatever the input has: lengths of 1 in front change nothing. */
export type Three = readonly [number, number, number];

export const three = (values: readonly number[], fill: number): Three => {
  const at = (i: number) => values[i - 3 + values.length] ?? fill;
  return [at(0), at(1), at(2)];
};

export const volume = ([d, h, w]: Three): number => d * h * w;

/** Where a convolution's windows are, for one shape of its input. */
export interface Geometry {
  readonly input: Three;
  readonly before: Three;
  /** Lengths with the pads. */
  readonly padded: Three;
  readonly output: Three;
  readonly window: Three;
  /** Where each window begins in a padded plane, in the order of the output. */
  readonly starts: Int32Array;
  /** Where each element of a window is, from its beginning. */
  readonly offsets: Int32Array;
}

export function geometry(lengths: readonly number[], windows: readonly number[], attributes: ConvAttributes): Geometry {
  const n = lengths.length;
  const input = three(lengths, 1);
  const before = three(attributes.pads.slice(0, n), 0);
  const after = three(attributes.pads.slice(n), 0);
  const padded = input.map((length, i) => length + (before[i] as number) + (after[i] as number)) as unknown as Three;
  const output = three(windowedLengths("Conv", lengths, windows, attributes), 1);
  const window = three(windows, 1);
  return {
    input,
    before,
    padded,
    output,
    window,
    starts: places(output, three(attributes.strides, 1), padded),
    offsets: places(window, three(attributes.dilations, 1), padded),
  };
}

/** Where the points of a grid with the given steps stand in a plane. */
export function places([d, h, w]: Three, [stepD, stepH, stepW]: Three, [, height, width]: Three): Int32Array {
  const out = new Int32Array(d * h * w);
  for (let i = 0, o = 0; i < d; i++)
    for (let j = 0; j < h; j++) for (let k = 0, at = (i * stepD * height + j * stepH) * width; k < w; k++, at += stepW) out[o++] = at;
  return out;
}

/** Copies planes of one size into the middle of larger ones, or back out of it: `outer` planes have `before` elements in front on each axis. */
export function copyPlanes(
  from: Numbers,
  fromAt: number,
  to: Numbers,
  toAt: number,
  count: number,
  inner: Three,
  outer: Three,
  before: Three,
  outward: boolean,
): void {
  const [d, h, w] = inner;
  const [, height, width] = outer;
  for (let plane = 0, small = 0; plane < count; plane++)
    for (let i = 0; i < d; i++)
      for (let j = 0; j < h; j++, small += w) {
        const large = plane * volume(outer) + ((i + before[0]) * height + j + before[1]) * width + before[2];
        const [p, q] = outward ? [fromAt + small, toAt + large] : [fromAt + large, toAt + small];
        for (let k = 0; k < w; k++) to[q + k] = from[p + k] as number;
      }
}

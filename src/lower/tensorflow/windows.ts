import type { Value } from "../../graph/value.js";
import { samePadding, spatialLengths } from "../../graph/windows.js";
import type { NodeCall } from "./node.js";

/** A window that goes over an image: ONNX has the channels second, TensorFlow mostly last. */
export interface Windowed {
  readonly x: Value;
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
  readonly last: boolean;
}

/** The image with its channels second, and what the node says of each spatial axis. */
export function windowed(n: NodeCall, x: Value): Windowed {
  const format = n.attributes.text("data_format", x.rank === 5 ? "NDHWC" : "NHWC");
  const last = format.endsWith("C");
  const spatial = (numbers: readonly number[]) => (last ? numbers.slice(1, -1) : numbers.slice(2));
  const ones = new Array<number>(x.rank).fill(1);
  return {
    x: last ? channelsSecond(x) : x,
    strides: spatial(n.attributes.wholes("strides")),
    dilations: spatial(n.attributes.wholes("dilations", ones)),
    last,
  };
}

export function spatialOf(n: NodeCall, name: string, last: boolean): readonly number[] {
  const numbers = n.attributes.wholes(name);
  return last ? numbers.slice(1, -1) : numbers.slice(2);
}

export const channelsSecond = (x: Value): Value => x.transpose([0, x.rank - 1, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 1)]);
export const channelsLast = (x: Value): Value => x.transpose([0, ...Array.from({ length: x.rank - 2 }, (_, i) => i + 2), 1]);

/** What the answer is in: the order of the axes that the input came in. */
export const laidBack = (x: Value, { last }: Windowed): Value => (last ? channelsLast(x) : x);

/** Places before each spatial axis, then behind each. */
export function padsOf(n: NodeCall, { x, strides, dilations, last }: Windowed, windows: readonly number[]): number[] {
  const padding = n.attributes.text("padding");
  if (padding === "VALID") return new Array<number>(2 * windows.length).fill(0);
  if (padding === "EXPLICIT") {
    const all = n.attributes.wholes("explicit_paddings");
    const pairs = windows.map((_, i) => [all[2 * (i + (last ? 1 : 2))] ?? 0, all[2 * (i + (last ? 1 : 2)) + 1] ?? 0] as const);
    return [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
  }
  if (padding !== "SAME") return n.wrong(`a padding called ${padding}`);
  const pairs = spatialLengths(n.node.op, x.shape).map((length, i) =>
    samePadding(length, windows[i] ?? 1, strides[i] ?? 1, dilations[i] ?? 1),
  );
  return [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
}

import { listAt, wholeAt, wrong } from "../../decode/keras/json.js";
import type { Value } from "../../graph/value.js";
import { samePadding, windowCount } from "../../graph/windows.js";
import type { BoundLayer } from "./bound.js";
import { type Field, oneOf, tuple, withDefault } from "./fields.js";

/** Where the channels stand. */
export type DataFormat = "channels_last" | "channels_first";

/** Files that do not say (1-D layers before Keras 2.2) have the channels last. */
export const dataFormat: Field<DataFormat> = withDefault(oneOf("channels_last", "channels_first"), "channels_last");

/** Counts along `rank` axes that may be left to another setting: null and absence are undefined. */
export function optionalTuple(rank: number): Field<readonly number[] | undefined> {
  const inner = tuple(rank);
  return {
    kind: `${inner.kind} or null`,
    read: (value, where, reading) => (value === undefined || value === null ? undefined : inner.read(value, where, reading)),
  };
}

/** How many places go before and behind each of `rank` axes: a number for all, one for each axis, or two for each. */
export function margins(rank: number): Field<readonly (readonly [before: number, after: number])[]> {
  const pair = (value: unknown, where: string): readonly [number, number] => {
    const [before = 0, after = 0, ...more] = tuple(2).read(value as never, where, undefined as never);
    return more.length === 0 && before >= 0 && after >= 0 ? [before, after] : wrong(value as never, where, "two counts");
  };
  return {
    kind: `margins of ${rank} axes`,
    read: (value, where) => {
      if (typeof value === "number") return Array.from({ length: rank }, () => pair(value, where));
      const items = listAt(value, where);
      // Along one axis the list is the pair itself.
      if (rank === 1 && items.every((item) => typeof item === "number")) return [pair(items.length === 1 ? items[0] : items, where)];
      if (items.length !== rank) wrong(value ?? null, where, `${rank} margins`);
      return items.map((item, i) => pair(typeof item === "number" ? wholeAt(item, where) : item, `${where}[${i}]`));
    },
  };
}

/**
 * The permutation to ONNX's order, rows, channels, spatial axes. Axes that stand before those of a convolution of `rank` axes (rows in several
 * axes) count as spatial ones.
 */
function toChannelsFirst(axes: number, rank: number, format: DataFormat): number[] {
  const channels = format === "channels_last" ? axes - 1 : axes - 1 - rank;
  return [0, channels, ...Array.from({ length: axes - 1 }, (_, i) => i + 1).filter((axis) => axis !== channels)];
}

/** Computes on [N, C, …] what the layer computes on its own order of axes. */
export function inChannelsFirst(x: Value, rank: number, format: DataFormat, compute: (x: Value) => Value): Value {
  const permutation = toChannelsFirst(x.rank, rank, format);
  if (permutation.every((axis, i) => axis === i)) return compute(x);
  const back = permutation.map((_, axis) => permutation.indexOf(axis));
  return compute(x.transpose(permutation)).transpose(back);
}

/** The axes that are neither rows nor channels. */
export function spatialAxes(x: Value, format: DataFormat): number[] {
  return Array.from({ length: x.rank - 2 }, (_, i) => i + (format === "channels_last" ? 1 : 2));
}

export interface Windows {
  readonly windows: readonly number[];
  readonly strides: readonly number[];
  readonly dilations: readonly number[];
}

/** ONNX's pads of windows over [N, C, …]: those before each axis, then those behind. @throws what Keras does where nothing comes out */
export function padsOf(m: BoundLayer, x: Value, padding: "valid" | "same" | "causal", { windows, strides, dilations }: Windows): number[] {
  const pairs = windows.map((window, i): readonly [number, number] => {
    const [stride, dilation] = [strides[i] ?? 1, dilations[i] ?? 1];
    const length = x.dim(i + 2);
    if (padding === "causal") return [dilation * (window - 1), 0];
    if (padding === "same") return samePadding(length, window, stride, dilation);
    if (windowCount(length, window, stride, dilation, 0, 0) < 1)
      m.refuse(
        `Computed output size would be negative. Received: inputs of shape [${x.shape}], windows of [${windows}], dilations [${dilations}].`,
      );
    return [0, 0];
  });
  return [...pairs.map(([before]) => before), ...pairs.map(([, after]) => after)];
}

/** Ones in front, for the axes that a layer's windows do not cover. */
export function lengthened(values: readonly number[], length: number): number[] {
  return [...Array.from({ length: length - values.length }, () => 1), ...values];
}

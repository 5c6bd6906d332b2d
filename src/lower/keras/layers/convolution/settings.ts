import { conv } from "../../../../graph/ops/convolution.js";
import type { Value } from "../../../../graph/value.js";
import { activation } from "../../activations.js";
import type { BoundLayer } from "../../bound.js";
import { type Field, oneOf, tuple, withDefault } from "../../fields.js";
import { type DataFormat, dataFormat, inChannelsFirst, lengthened, padsOf } from "../../spatial.js";

/** The settings that all convolutions have. */
export function settings(rank: number) {
  return {
    kernel_size: tuple(rank),
    strides: withDefault(tuple(rank), ones(rank)),
    padding,
    data_format: dataFormat,
    dilation_rate: withDefault(tuple(rank), ones(rank)),
    activation,
    use_bias: withDefault("bool", true),
  } as const;
}

/** For `when`: whether the layer adds a bias. */
export const hasBias = ({ use_bias }: { readonly use_bias: boolean }): boolean => use_bias;

const ones = (rank: number): readonly number[] => Array.from({ length: rank }, () => 1);

/** Keras 2 took the word in any case (keras/utils/conv_utils.py: normalize_padding). */
const padding: Field<"valid" | "same" | "causal"> = {
  kind: "valid | same | causal",
  read: (value, where, reading) =>
    oneOf("valid", "same", "causal").read(typeof value === "string" ? value.toLowerCase() : (value ?? "valid"), where, reading),
};

interface Convolution {
  readonly strides: readonly number[];
  readonly padding: "valid" | "same" | "causal";
  readonly dilation_rate: readonly number[];
  readonly data_format: DataFormat;
}

/**
 * One convolution with filters [O, C / group, …], in the layer's own order of axes.
 * @param filters - their spatial axes are those of the layer; further axes of the input are gone along one by one
 */
export function convolve(
  x: Value,
  m: Convolution & BoundLayer,
  filters: Value,
  group: number,
  bias: Value | undefined,
  stepping = true,
): Value {
  const rank = m.strides.length;
  const [out = 0, each = 0, ...windows] = filters.shape as readonly number[];
  return inChannelsFirst(x, rank, m.data_format, (first) => {
    const spatial = first.rank - 2;
    const strides = lengthened(stepping ? m.strides : ones(rank), spatial);
    const dilations = lengthened(stepping ? m.dilation_rate : ones(rank), spatial);
    const wide = lengthened(windows, spatial);
    const channels = first.dim(1);
    if (channels !== each * group)
      m.refuse(`The layer takes ${each * group} channels, and its input of shape [${x.shape}] has ${channels}.`);
    const causal = m.padding === "causal" && spatial > 1 ? m.unsupported("causal padding of inputs with several time axes") : m.padding;
    const pads = padsOf(m, first, stepping ? causal : "valid", { windows: wide, strides, dilations });
    const w = spatial === rank ? filters : filters.reshape([out, each, ...wide]);
    return biased(m, bias, (operands) => conv([first, w, ...operands], { strides, pads, dilations, group })[0] as Value);
  });
}

/**
 * A convolution with its bias. From 3.7 to 3.15 Keras takes a bias that is as long as the last axis for one of the last axis, wherever the
 * channels stand (keras/src/backend/tensorflow/numpy.py: add), and that is what such models answer.
 */
export function biased(m: Convolution & BoundLayer, bias: Value | undefined, convolution: (operands: readonly Value[]) => Value): Value {
  const bare = convolution([]);
  if (bias === undefined) return bare;
  const mistaken = m.data_format === "channels_first" && m.atLeast(3, 7) && bias.dim(0) > 1 && bare.shape.at(-1) === bias.dim(0);
  return mistaken ? bare.add(bias) : convolution([bias]);
}

/** Filters as Keras keeps them, [..., C / group, O], as ONNX takes them. */
export function filtersOf(kernel: Value): Value {
  const rank = kernel.rank - 2;
  return kernel.transpose([rank + 1, rank, ...Array.from({ length: rank }, (_, i) => i)]);
}

/** Filters [..., C, M] of which each sees one channel, as [C · M, 1, ...]. */
export function depthwiseFilters(kernel: Value): Value {
  const rank = kernel.rank - 2;
  const turned = kernel.transpose([rank, rank + 1, ...Array.from({ length: rank }, (_, i) => i)]);
  return turned.reshape([turned.dim(0) * turned.dim(1), 1, ...turned.shape.slice(2)]);
}

import type { JsonObject } from "../../../decode/keras/json.js";
import type { SavedLayer } from "../../../decode/keras/layer.js";
import type { Value } from "../../../graph/value.js";
import { Tensor } from "../../../tensor.js";
import { BoundLayer } from "../bound.js";
import type { Arguments } from "./arguments.js";
import { defineOperations, operation } from "./define.js";

/** What a layer of Keras computes with these settings: operations on windows and images are those of the layers. */
function asLayer(a: Arguments, className: string, x: Value, config: JsonObject, weights: ReadonlyMap<string, Tensor> = new Map()): Value {
  const { context, path } = a.at;
  const definition = context.layers.get(className) ?? a.at.unsupported(`${className} is not computed.`);
  const layer: SavedLayer = {
    className,
    registeredName: undefined,
    module: undefined,
    name: a.at.layer.name,
    config: { dtype: x.dtype, ...config },
    inboundNodes: [],
    buildConfig: undefined,
    layers: [],
  };
  const named = new Map([...weights].map(([name, tensor]) => [`${path}/${name}`, tensor]));
  const [answer] = new BoundLayer({ ...context, weights: named, bound: new Map() }, definition, layer, path).call([{ value: x }]);
  return answer?.value ?? x;
}

/** Lengths along the spatial axes, of one number, one for each, or one for every axis of the input. */
function spatial(a: Arguments, name: string, rank: number): number[] | undefined {
  const given = a.ints(name);
  if (given === undefined) return undefined;
  if (given.length === 1) return Array.from({ length: rank }, () => given[0] as number);
  return given.length === rank ? given : isFirst(a) ? given.slice(2) : given.slice(1, -1);
}

/** `NCHW` and `channels_first`. */
const isFirst = (a: Arguments): boolean => /^(NC|channels_first)/.test(a.text("data_format", "channels_last"));

function settings(a: Arguments): JsonObject {
  return { padding: a.text("padding", "valid").toLowerCase(), data_format: isFirst(a) ? "channels_first" : "channels_last" };
}

function pool(a: Arguments, kind: "Max" | "Average"): Value {
  const x = a.value("inputs");
  const rank = x.rank - 2;
  const size = spatial(a, "pool_size", rank) ?? a.at.unsupported("its window is not in the file.");
  return asLayer(a, `${kind}Pooling${rank}D`, x, { ...settings(a), pool_size: size, strides: spatial(a, "strides", rank) ?? size });
}

/** The kernel is an array of the file: one that depends on the input is none that a layer has. */
function kernelOf(a: Arguments, x: Value): Tensor {
  const kernel = a.value("kernel", x);
  return kernel.constant instanceof Tensor ? kernel.constant : a.at.unsupported("its kernel depends on the input.");
}

function convolve(a: Arguments, kind: "Conv" | "DepthwiseConv"): Value {
  const x = a.value("inputs");
  const kernel = kernelOf(a, x);
  const rank = x.rank - 2;
  const one = Array.from({ length: rank }, () => 1);
  const config = {
    ...settings(a),
    kernel_size: kernel.shape.slice(0, rank),
    filters: kernel.shape.at(-1) ?? 1,
    depth_multiplier: kernel.shape.at(-1) ?? 1,
    strides: spatial(a, "strides", rank) ?? one,
    dilation_rate: spatial(a, "dilation_rate", rank) ?? one,
    groups: kind === "Conv" ? x.dim(isFirst(a) ? 1 : -1) / (kernel.shape[rank] ?? 1) : 1,
    use_bias: false,
  };
  return asLayer(
    a,
    `${kind}${rank}D`,
    x,
    config,
    new Map([
      ["kernel", kernel],
      ["depthwise_kernel", kernel],
    ]),
  );
}

const pooling = (names: readonly string[]): string[] =>
  names.flatMap((name) => [
    `tf.nn.${name}(input, ksize, strides, padding, data_format)`,
    `tf.compat.v1.nn.${name}(value, ksize, strides, padding, data_format)`,
  ]);

export const windows = defineOperations([
  operation(
    [
      "nn.MaxPool(inputs, pool_size, strides, padding, data_format)",
      ...pooling(["max_pool", "max_pool1d", "max_pool2d"]),
      "op.MaxPool(input, ksize, strides, padding, data_format)",
    ],
    (a) => pool(a, "Max"),
  ),
  operation(
    [
      "nn.AveragePool(inputs, pool_size, strides, padding, data_format)",
      ...pooling(["avg_pool", "avg_pool1d", "avg_pool2d"]),
      "op.AvgPool(value, ksize, strides, padding, data_format)",
    ],
    (a) => pool(a, "Average"),
  ),
  operation(
    [
      "nn.Conv(inputs, kernel, strides, padding, data_format, dilation_rate)",
      "tf.nn.conv2d(input, filters, strides, padding, data_format, dilations)",
      "tf.compat.v1.nn.conv2d(input, filter, strides, padding, data_format, dilations)",
      "op.Conv2D(input, filter, strides, padding, data_format, dilations)",
    ],
    (a) => convolve(a, "Conv"),
  ),
  operation(
    [
      "nn.DepthwiseConv(inputs, kernel, strides, padding, data_format, dilation_rate)",
      "tf.nn.depthwise_conv2d(input, filter, strides, padding, data_format, dilations)",
      "tf.compat.v1.nn.depthwise_conv2d(input, filter, strides, padding, data_format, rate)",
      "tf.compat.v1.nn.depthwise_conv2d_native(input, filter, strides, padding, data_format, dilations)",
      "op.DepthwiseConv2dNative(input, filter, strides, padding, data_format, dilations)",
    ],
    (a) => convolve(a, "DepthwiseConv"),
  ),
  operation(["tf.nn.bias_add(value, bias)"], (a) => {
    const x = a.value("value");
    return x.add(a.value("bias", x));
  }),
  operation(["nn.BatchNorm(x, mean, variance, offset, scale, axis, epsilon)"], (a) => {
    const x = a.value("x");
    const axis = a.axis("axis", x.rank);
    const laid = (name: string): Value => {
      const value = a.value(name, x);
      return value.rank === 1 && axis !== x.rank - 1
        ? value.reshape(Array.from({ length: x.rank }, (_, i) => (i === axis ? value.dim(0) : 1)))
        : value;
    };
    const scaled = x.sub(laid("mean")).div(laid("variance").add(a.number("epsilon", 1e-3)).sqrt());
    const stretched = a.find("scale") ? scaled.mul(laid("scale")) : scaled;
    return a.find("offset") ? stretched.add(laid("offset")) : stretched;
  }),
  operation(
    "image.Resize(images, size, interpolation, antialias, crop_to_aspect_ratio, pad_to_aspect_ratio, fill_mode, fill_value, data_format)",
    (a) => {
      const [height, width] = a.ints("size") ?? a.at.unsupported("its size is not in the file.");
      return asLayer(a, "Resizing", a.value("images"), {
        height: height as number,
        width: width as number,
        interpolation: a.text("interpolation", "bilinear"),
        antialias: a.flag("antialias"),
        crop_to_aspect_ratio: a.flag("crop_to_aspect_ratio"),
        pad_to_aspect_ratio: a.flag("pad_to_aspect_ratio"),
        fill_mode: a.text("fill_mode", "constant"),
        fill_value: a.number("fill_value", 0),
        data_format: isFirst(a) ? "channels_first" : "channels_last",
      });
    },
  ),
  operation("tf.image.resize(images, size, method, preserve_aspect_ratio, antialias)", (a) => {
    if (a.flag("preserve_aspect_ratio") || a.flag("antialias"))
      a.at.unsupported("resizing that keeps the aspect ratio or smooths is not computed.");
    const [height, width] = a.ints("size") ?? a.at.unsupported("its size is not in the file.");
    return asLayer(a, "Resizing", a.value("images"), {
      height: height as number,
      width: width as number,
      interpolation: a.text("method", "bilinear"),
    });
  }),
]);

import type { Json } from "../source.js";
import { get, isList, isObject, type JsonObject } from "./json.js";

/*
 * Layers in the words of Keras 1 (1.0 to 1.2), read as Keras 2 and 3 call them. What is told by the words themselves needs no version: no
 * later Keras uses them (keras/legacy/interfaces.py of Keras 2 lists them all).
 */

/** Classes that have another name today, all of files that know layers by their own names. */
const classes: Readonly<Record<string, string>> = {
  Convolution1D: "Conv1D",
  Convolution2D: "Conv2D",
  Convolution3D: "Conv3D",
  AtrousConvolution1D: "Conv1D",
  AtrousConvolution2D: "Conv2D",
  Deconvolution2D: "Conv2DTranspose",
  Convolution2DTranspose: "Conv2DTranspose",
  SeparableConvolution2D: "SeparableConv2D",
  TimeDistributedDense: "Dense",
  // Names that TensorFlow 1.13 to 2.0 gave classes of two kinds.
  BatchNormalizationV1: "BatchNormalization",
  BatchNormalizationV2: "BatchNormalization",
  UnifiedLSTM: "LSTM",
  UnifiedGRU: "GRU",
};

/** Settings that every layer calls otherwise today. */
const everywhere: Readonly<Record<string, string>> = {
  bias: "use_bias",
  init: "kernel_initializer",
  W_regularizer: "kernel_regularizer",
  U_regularizer: "recurrent_regularizer",
  b_regularizer: "bias_regularizer",
  W_constraint: "kernel_constraint",
  b_constraint: "bias_constraint",
  border_mode: "padding",
  atrous_rate: "dilation_rate",
  subsample: "strides",
  subsample_length: "strides",
  nb_filter: "filters",
  filter_length: "kernel_size",
  pool_length: "pool_size",
  inner_init: "recurrent_initializer",
  inner_activation: "recurrent_activation",
  dropout_W: "dropout",
  dropout_U: "recurrent_dropout",
  gamma_init: "gamma_initializer",
  beta_init: "beta_initializer",
};

/** Settings whose word means something else in other layers. */
const within: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Dropout: { p: "rate" },
  SpatialDropout1D: { p: "rate" },
  SpatialDropout2D: { p: "rate" },
  SpatialDropout3D: { p: "rate" },
  GaussianDropout: { p: "rate" },
  GaussianNoise: { sigma: "stddev" },
  Embedding: { init: "embeddings_initializer" },
  UpSampling1D: { length: "size" },
  MaxPooling1D: { stride: "strides" },
  AveragePooling1D: { stride: "strides" },
  ...Object.fromEntries(["Dense", "Highway", "MaxoutDense", "SimpleRNN", "LSTM", "GRU"].map((name) => [name, { output_dim: "units" }])),
};

/** The lengths of a kernel, one setting each. */
const kernels: readonly (readonly string[])[] = [
  ["nb_row", "nb_col"],
  ["kernel_dim1", "kernel_dim2", "kernel_dim3"],
];

const orders: Readonly<Record<string, string>> = { th: "channels_first", tf: "channels_last", default: "channels_last" };

/** What Merge did, by its mode. */
const merges: Readonly<Record<string, string>> = {
  sum: "Add",
  mul: "Multiply",
  concat: "Concatenate",
  ave: "Average",
  max: "Maximum",
  dot: "Dot",
  cos: "Dot",
};

export interface Described {
  readonly className: string;
  readonly config: JsonObject;
}

/** A layer as Keras 2 and 3 describe it. */
export function modern({ className, config }: Described): Described {
  const named = classes[className] ?? className;
  if (named === "Merge") return merge(config);
  if (named === "BatchNormalization" && get(config, "mode") === 1) return { className: "BatchNormalization(mode=1)", config };
  if (named === "Sequential") return sequential(named, config);
  return { className: named, config: renamed(named, config) };
}

function renamed(className: string, config: JsonObject): JsonObject {
  const words = { ...everywhere, ...within[className] };
  if (!Object.keys(config).some((key) => Object.hasOwn(words, key) || key === "dim_ordering" || kernels.some(([first]) => first === key)))
    return config;
  const found: Record<string, Json> = {};
  for (const [key, value] of Object.entries(config)) {
    const word = Object.hasOwn(words, key) ? (words[key] as string) : key;
    if (key === "dim_ordering") found.data_format = typeof value === "string" ? (orders[value] ?? value) : value;
    else if (word === key || !Object.hasOwn(config, word)) found[word] = value;
  }
  for (const lengths of kernels)
    if (lengths.every((key) => Object.hasOwn(config, key))) found.kernel_size = lengths.map((key) => config[key] as Json);
  return found;
}

function merge(config: JsonObject): Described {
  const mode = get(config, "mode");
  const className = typeof mode === "string" ? merges[mode] : undefined;
  if (className === undefined) return { className: "Merge", config };
  const axes = get(config, "dot_axes") ?? -1;
  return {
    className,
    config: {
      ...config,
      ...(className === "Concatenate" ? { axis: get(config, "concat_axis") ?? -1 } : {}),
      ...(className === "Dot" ? { axes: plainAxes(axes), normalize: mode === "cos" } : {}),
    },
  };
}

/** `[[1], [2]]`: one axis of each side was a list of its own. */
const plainAxes = (axes: Json): Json =>
  isList(axes) ? axes.map((axis) => (isList(axis) && axis.length === 1 ? (axis[0] as Json) : axis)) : axes;

/**
 * A Sequential model that begins with a Merge of models has as many inputs: it is a graph, and read as one. Each branch is a model between
 * an input and the merge.
 */
function sequential(className: string, config: JsonObject): Described {
  const layers = get(config, "layers");
  const [first, ...rest] = isList(layers) ? layers : [];
  if (!isObject(first) || get(first, "class_name") !== "Merge") return { className, config };
  const inner = get(first, "config");
  const branches = isObject(inner) ? get(inner, "layers") : undefined;
  if (!isObject(inner) || !isList(branches)) return { className, config };
  const name = get(inner, "name") ?? "merge";
  const from = (names: readonly Json[]): Json => [names.map((each) => [each, 0, 0])];
  const inputs = branches.map((_, i) => `${String(name)}_input_${i + 1}`);
  const models = branches.map((_, i) => `${String(name)}_branch_${i + 1}`);
  const { layers: _, ...settings } = inner;
  let last: Json = name;
  const chain = rest.map((layer) => {
    const at = last;
    const own = isObject(layer) ? get(layer, "config") : undefined;
    last = (isObject(own) ? get(own, "name") : undefined) ?? "layer";
    return { ...(layer as JsonObject), name: last, inbound_nodes: from([at]) };
  });
  return {
    className: "Model",
    config: {
      name: get(config, "name") ?? "sequential",
      layers: [
        ...branches.map((branch, i) => ({
          class_name: "InputLayer",
          name: inputs[i] as Json,
          config: { name: inputs[i] as Json, batch_input_shape: shapeOf(branch), dtype: "float32" },
          inbound_nodes: [],
        })),
        ...branches.map((branch, i) => ({ ...(branch as JsonObject), name: models[i] as Json, inbound_nodes: from([inputs[i] as Json]) })),
        { class_name: "Merge", name, config: settings, inbound_nodes: from(models) },
        ...chain,
      ],
      input_layers: inputs.map((each) => [each, 0, 0]),
      output_layers: [[last, 0, 0]],
    },
  };
}

/** The shape that the first layer of a branch was given. */
function shapeOf(branch: Json): Json {
  const config = isObject(branch) ? get(branch, "config") : undefined;
  const layers = isList(config) ? config : isObject(config) ? (get(config, "layers") ?? []) : [];
  const first = isList(layers) ? layers[0] : undefined;
  const inner = isObject(first) ? get(first, "config") : undefined;
  if (isList(inner)) return shapeOf(first as Json);
  return (isObject(inner) ? get(inner, "batch_input_shape") : undefined) ?? null;
}

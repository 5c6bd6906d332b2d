import { allocate, type DType, Tensor } from "../../../tensor.js";
import { get, isList } from "../json.js";
import type { SavedLayer } from "../layer.js";
import type { VariablesOf } from "../variables.js";
import { holds } from "./legacy.js";

/** What tells how a file's arrays are laid out. */
export interface Layout {
  /** Written by Keras 1: convolutions of `channels_first` have the filters first. */
  readonly first: boolean;
  /** Trained with Theano, whose convolutions turn the kernel around; TensorFlow's do not. */
  readonly theano: boolean;
}

/** Gates that Keras 1 kept in arrays of their own, three for each (input, recurrent, bias), in the order of today. */
const gates: Readonly<Record<string, readonly number[]>> = {
  LSTM: [0, 2, 1, 3],
  ConvLSTM2D: [0, 2, 1, 3],
  GRU: [0, 1, 2],
};

/** The arrays of a layer whose gates are apart, as kernel, recurrent kernel and bias; others as they are. */
export function joinedGates(layer: SavedLayer, arrays: readonly Tensor[]): readonly Tensor[] {
  const inner = innerOf(layer);
  if (inner !== undefined && layer.className === "Bidirectional") {
    const half = arrays.length / 2;
    return [...joinedGates(inner, arrays.slice(0, half)), ...joinedGates(inner, arrays.slice(half))];
  }
  if (inner !== undefined) return joinedGates(inner, arrays);
  const order = gates[layer.className];
  if (order === undefined || arrays.length !== 3 * order.length) return arrays;
  return [0, 1, 2].map((part) => sideBySide(order.map((gate) => arrays[3 * gate + part] as Tensor)));
}

function innerOf({ className, layers, config }: SavedLayer): SavedLayer | undefined {
  if (className !== "Bidirectional" && className !== "TimeDistributed") return undefined;
  const wrapped = get(config, "layer") as { class_name?: string; config?: SavedLayer["config"] } | undefined;
  if (wrapped?.class_name === undefined) return layers[0];
  return { ...emptyLayer, className: wrapped.class_name, config: wrapped.config ?? {} };
}

const emptyLayer = { registeredName: undefined, module: undefined, name: "", inboundNodes: [], buildConfig: undefined, layers: [] };

/** Along the last axis. */
function sideBySide(parts: readonly Tensor[]): Tensor {
  const [first] = parts as [Tensor];
  const width = first.shape.at(-1) ?? 1;
  const rows = first.size / width;
  const data = allocate<DType>(first.dtype, first.size * parts.length);
  for (let row = 0; row < rows; row++)
    for (const [i, part] of parts.entries())
      for (let j = 0; j < width; j++) data[(row * parts.length + i) * width + j] = part.data[row * width + j] as never;
  return new Tensor(first.dtype, [...first.shape.slice(0, -1), width * parts.length], data);
}

/**
 * Kernels of convolutions as Keras lays them out today (keras/saving/legacy/hdf5_format.py of Keras 2: preprocess_weights_for_loading; Keras
 * 2 with several backends: conv_utils.convert_kernel).
 */
export function turnKernels(layers: readonly SavedLayer[], named: Map<string, Tensor>, layout: Layout, variablesOf: VariablesOf): void {
  const visit = (layer: SavedLayer, path: string): void => {
    const kernel = named.get(`${path}/kernel`);
    if (kernel && convolutions.has(layer.className)) named.set(`${path}/kernel`, turned(layer, kernel, layout));
    const bias = named.get(`${path}/bias`);
    // A Conv1D of Keras 1 was one of images of width 1.
    if (bias && layer.className === "Conv1D" && bias.shape.length > 1) named.set(`${path}/bias`, reshaped(bias, [bias.size]));
    for (const child of holds(layer, path, variablesOf)?.children ?? []) visit(child.layer, child.path);
  };
  for (const layer of layers) visit(layer, layer.name);
}

const convolutions = new Set(["Conv1D", "Conv2D", "Conv3D", "Conv2DTranspose"]);

function turned(layer: SavedLayer, kernel: Tensor, { first, theano }: Layout): Tensor {
  const laid = first ? reordered(layer, kernel) : kernel;
  return theano ? flipped(laid, laid.shape.length - 2) : laid;
}

function reordered(layer: SavedLayer, kernel: Tensor): Tensor {
  const { className, config } = layer;
  const size = get(config, "kernel_size");
  const lengths = isList(size) ? size : [size];
  const behind = get(config, "data_format") === "channels_first";
  if (className === "Conv1D" && kernel.shape.length === 4) {
    const straight = kernel.shape[0] === lengths[0] && kernel.shape[1] === 1;
    const plain = straight ? kernel : transposed(kernel, [2, 3, 1, 0]);
    return reshaped(plain, [plain.shape[0], plain.shape[2], plain.shape[3]] as number[]);
  }
  if (className === "Conv2D" && behind) return transposed(kernel, [2, 3, 1, 0]);
  if (className === "Conv2DTranspose") return transposed(kernel, behind ? [2, 3, 0, 1] : [0, 1, 3, 2]);
  return className === "Conv3D" && behind ? transposed(kernel, [2, 3, 4, 1, 0]) : kernel;
}

const reshaped = (tensor: Tensor, shape: readonly number[]): Tensor => new Tensor(tensor.dtype, shape, tensor.data);

function transposed(tensor: Tensor, order: readonly number[]): Tensor {
  const steps = tensor.shape.map((_, axis) => tensor.shape.slice(axis + 1).reduce((product, dim) => product * dim, 1));
  const shape = order.map((axis) => tensor.shape[axis] as number);
  const data = allocate<DType>(tensor.dtype, tensor.size);
  const index = shape.map(() => 0);
  for (let i = 0; i < data.length; i++) {
    data[i] = tensor.data[order.reduce((at, axis, k) => at + (index[k] as number) * (steps[axis] as number), 0)] as never;
    for (let k = shape.length - 1; k >= 0; k--) {
      const next = (index[k] as number) + 1;
      index[k] = next < (shape[k] as number) ? next : 0;
      if (index[k] !== 0) break;
    }
  }
  return new Tensor(tensor.dtype, shape, data);
}

/** The first axes, each from its end. */
function flipped(tensor: Tensor, axes: number): Tensor {
  const inner = tensor.shape.slice(axes).reduce((product, dim) => product * dim, 1);
  const positions = tensor.size / inner;
  const data = allocate<DType>(tensor.dtype, tensor.size);
  for (let p = 0; p < positions; p++)
    for (let j = 0; j < inner; j++) data[p * inner + j] = tensor.data[(positions - 1 - p) * inner + j] as never;
  return new Tensor(tensor.dtype, tensor.shape, data);
}

import { ROWS } from "../../../../graph/info.js";
import { integers, type Value } from "../../../../graph/value.js";
import { sizeOf, Tensor } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { always, defineLayer, when } from "../../define.js";
import { withDefault } from "../../fields.js";
import type { DataFormat } from "../../spatial.js";
import { hasBias, settings } from "./settings.js";

/** Lengths of the spatial axes before and behind, and which places each output sees. */
interface Connections {
  readonly input: readonly number[];
  readonly output: readonly number[];
  readonly channels: number;
  /** Per axis and output place, the first input place and the one behind the last (utils/conv_utils.py: conv_connected_inputs). */
  readonly ranges: readonly (readonly (readonly [start: number, end: number])[])[];
}

/** Where a kernel of each place differs, as Keras 2 had them: no later Keras does (keras/layers/locally_connected). */
const defineLocallyConnected = (name: string, rank: number) =>
  defineLayer(name, {
    config: { ...settings(rank), implementation: withDefault("int", 1) },
    weights: { kernel: always, bias: when(hasBias) },
    call: (x, m) => {
      const seen = connections(x, rank, m);
      const { output, channels } = seen;
      const first = m.data_format === "channels_first";
      const product = m.implementation === 1 ? byWindows(x, m.kernel, seen, m.data_format) : byMatrix(x, matrixOf(m, m.kernel, seen));
      const filters = m.implementation === 1 ? m.kernel.dim(2) : sizeOfLast(product, output);
      const apart = first && m.implementation === 1 ? product.transpose([0, 2, 1]) : product;
      const shaped = apart.reshape([ROWS, ...(first ? [filters, ...output] : [...output, filters])]);
      if (channels < 1) m.refuse(`The layer takes inputs with channels, not of shape [${x.shape}].`);
      // [..., filters] is read as [filters, ...], not turned into it (backend.py: bias_add).
      const bias = m.bias && (first ? m.bias.reshape([filters, ...output]) : m.bias);
      return m.activation(bias ? shaped.add(bias) : shaped);
    },
  });

const sizeOfLast = (product: Value, output: readonly number[]): number => product.dim(-1) / sizeOf(output);

function connections(
  x: Value,
  rank: number,
  m: BoundLayer & {
    readonly kernel_size: readonly number[];
    readonly strides: readonly number[];
    readonly padding: string;
    readonly data_format: DataFormat;
  },
): Connections {
  if (x.rank !== rank + 2) m.refuse(`The layer takes inputs of ${rank + 2} axes, not of shape [${x.shape}].`);
  const from = m.data_format === "channels_first" ? 2 : 1;
  const input = m.kernel_size.map((_, i) => x.dim(i + from));
  const same = m.padding === "same";
  const output = input.map((length, i) => {
    const [window, stride] = [m.kernel_size[i] ?? 1, m.strides[i] ?? 1];
    return same ? Math.ceil(length / stride) : Math.floor((length - window + stride) / stride);
  });
  const ranges = output.map((length, i) => {
    const [window, stride] = [m.kernel_size[i] ?? 1, m.strides[i] ?? 1];
    const left = Math.floor(window / 2);
    return Array.from({ length }, (_, place): [number, number] => {
      const center = place * stride + (same ? 0 : left);
      return [Math.max(0, center - left), Math.min(input[i] ?? 0, center + window - left)];
    });
  });
  return { input, output, channels: x.dim(m.data_format === "channels_first" ? 1 : -1), ranges };
}

/** All places of a grid, the last axis fastest. */
function places(ranges: readonly (readonly [number, number])[]): number[][] {
  return ranges.reduce<number[][]>(
    (found, [start, end]) => found.flatMap((place) => Array.from({ length: Math.max(0, end - start) }, (_, i) => [...place, start + i])),
    [[]],
  );
}

const flat = (place: readonly number[], lengths: readonly number[]): number =>
  place.reduce((at, step, i) => at * (lengths[i] ?? 1) + step, 0);

/** Each output's window beside each other, times a kernel [places, window, filters] of its own (backend.py: local_conv). */
function byWindows(x: Value, kernel: Value, { input, output, channels, ranges }: Connections, format: DataFormat): Value {
  const cells = sizeOf(input);
  const indices = places(output.map((length) => [0, length])).flatMap((place) => {
    const window = places(place.map((step, axis) => ranges[axis]?.[step] ?? [0, 0])).map((at) => flat(at, input));
    const all = Array.from({ length: channels }, (_, c) => c);
    return format === "channels_first"
      ? all.flatMap((c) => window.map((at) => c * cells + at))
      : window.flatMap((at) => all.map((c) => at * channels + c));
  });
  const [count, width] = [kernel.dim(0), kernel.dim(1)];
  const windows = x
    .reshape([ROWS, cells * channels])
    .gather(integers(indices), 1)
    .reshape([ROWS, count, 1, width]);
  return windows.matMul(kernel).reshape([ROWS, count, kernel.dim(2)]);
}

const byMatrix = (x: Value, matrix: Value): Value => x.reshape([ROWS, matrix.dim(0)]).matMul(matrix);

/** [inputs, outputs], zero where an output does not see an input (layers/locally_connected/locally_connected_utils.py). */
function matrixOf(
  m: BoundLayer & { readonly implementation: number; readonly data_format: DataFormat },
  kernel: Value,
  { input, output, channels, ranges }: Connections,
): Value {
  const first = m.data_format === "channels_first";
  const at = (place: readonly number[], lengths: readonly number[], channel: number, count: number) =>
    first ? channel * sizeOf(lengths) + flat(place, lengths) : flat(place, lengths) * count + channel;
  const values = kernel.tensor.data as Float32Array;
  const inputs = sizeOf(input) * channels;
  const seen = places(output.map((length) => [0, length])).flatMap((place) =>
    places(place.map((step, axis) => ranges[axis]?.[step] ?? [0, 0])).map((from) => ({ place, from })),
  );
  const filters = m.implementation === 2 ? values.length / inputs / sizeOf(output) : values.length / (seen.length * channels);
  const outputs = sizeOf(output) * filters;
  const cells: (readonly [to: number, from: number])[] = seen.flatMap(({ place, from }) =>
    Array.from({ length: channels * filters }, (_, i): [number, number] => [
      at(place, output, i % filters, filters),
      at(from, input, Math.floor(i / filters), channels),
    ]),
  );
  if (!Number.isInteger(filters)) m.unsupported(`a kernel of ${values.length} numbers for ${seen.length} connections`);
  const matrix = new Float32Array(inputs * outputs);
  // The sparse kernel lists its values in the order of outputs, then inputs.
  if (m.implementation === 3) cells.sort(([a, b], [c, d]) => a - c || b - d);
  cells.forEach(([to, from], i) => {
    matrix[from * outputs + to] = values[m.implementation === 3 ? i : from * outputs + to] as number;
  });
  return m.constant(new Tensor("float32", [inputs, outputs], matrix)).cast(kernel.dtype);
}

export const locallyConnected1D = defineLocallyConnected("LocallyConnected1D", 1);
export const locallyConnected2D = defineLocallyConnected("LocallyConnected2D", 2);

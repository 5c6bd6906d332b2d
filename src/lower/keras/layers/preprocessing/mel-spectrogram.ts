import { isList } from "../../../../decode/keras/json.js";
import type { Json } from "../../../../decode/source.js";
import { pad } from "../../../../graph/ops/spatial.js";
import type { Value } from "../../../../graph/value.js";
import { float32, float64, type Tensor } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer } from "../../define.js";
import { withDefault } from "../../fields.js";
import { framed } from "./frames.js";
import { melMatrix } from "./mel-matrix.js";
import { requireCount, requireTable } from "./table-size.js";

/**
 * Power of a signal by frequency as people hear it, in decibels: [N, time] → [N, bands, frames] (keras/src/layers/preprocessing/
 * mel_spectrogram.py: call). `top_db` counts from the loudest of all rows given.
 */
export const melSpectrogram = defineLayer("MelSpectrogram", {
  config: {
    fft_length: withDefault("int", 2048),
    sequence_stride: withDefault("int", 512),
    sequence_length: "int?",
    window: withDefault("json?", "hann"),
    sampling_rate: withDefault("float", 16_000),
    num_mel_bins: withDefault("int", 128),
    min_freq: withDefault("float", 20),
    max_freq: "float?",
    power_to_db: withDefault("bool", true),
    top_db: withDefault("float", 80),
    mag_exp: withDefault("float", 2),
    min_power: withDefault("float", 1e-10),
    ref_power: withDefault("float", 1),
  },
  call: (x, m) => {
    const length = m.fft_length;
    const bins = Math.floor(length / 2) + 1;
    for (const [count, setting] of [
      [length, "fft_length"],
      [m.num_mel_bins, "num_mel_bins"],
      [m.sequence_length ?? length, "sequence_length"],
    ] as const)
      requireCount(count, `${m.path}.${setting}`);
    requireTable(length * bins, `${m.path}.fft_length`);
    requireTable(m.num_mel_bins * bins, `${m.path}.num_mel_bins`);
    const window = windowOf(m, m.window, m.sequence_length ?? length, length);
    const around = Math.floor(length / 2);
    const margins = Array.from({ length: x.rank }, (_, axis) => (axis === x.rank - 1 ? around : 0));
    const mirrored = pad([x], { pads: [...margins, ...margins], mode: "reflect", value: 0 })[0] as Value;
    const frames = framed(mirrored, length, m.sequence_stride);
    const wave = (turn: (angle: number) => number): Tensor => {
      const table = new Float64Array(length * bins);
      // The angle is reduced first: large ones would lose digits.
      for (let i = 0; i < length; i++)
        for (let k = 0; k < bins; k++) table[i * bins + k] = (window[i] as number) * turn((2 * Math.PI * ((i * k) % length)) / length);
      return x.dtype === "float64" ? float64([length, bins], table) : float32([length, bins], table);
    };
    const [real, imaginary] = [frames.matMul(wave(Math.cos)), frames.matMul(wave(Math.sin))];
    const magnitude = real.mul(real).add(imaginary.mul(imaginary)).sqrt();
    const range = { lowest: m.min_freq, highest: m.max_freq ?? Math.trunc(m.sampling_rate / 2) };
    const bands = melMatrix(m.num_mel_bins, bins, m.sampling_rate, range.lowest, range.highest);
    const power = magnitude.pow(m.mag_exp).matMul(m.constant(bands).cast(x.dtype));
    const answer = m.power_to_db ? decibels(power, m) : power;
    const order = Array.from({ length: answer.rank }, (_, axis) => axis);
    return answer.transpose([...order.slice(0, -2), answer.rank - 1, answer.rank - 2]);
  },
});

interface Scale {
  readonly min_power: number;
  readonly ref_power: number;
  readonly top_db: number;
}

function decibels(power: Value, { min_power: least, ref_power: reference, top_db: span }: Scale): Value {
  const level = power
    .max(least)
    .log()
    .div(Math.LN10)
    .mul(10)
    .sub(10 * Math.log10(Math.max(Math.abs(reference), least)));
  let loudest = level;
  for (let axis = level.rank - 1; axis >= 0; axis--) loudest = loudest.maximum(axis, true);
  return level.max(loudest.sub(span));
}

const shapes: Readonly<Record<string, readonly [a: number, b: number]>> = { hann: [0.5, 0.5], hamming: [0.54, 0.46] };

/** A window in the middle of the transform's length; of an odd length it is the symmetric one (tensorflow/python/ops/signal/window_ops.py). */
function windowOf(m: BoundLayer, window: Json | undefined, length: number, total: number): Float64Array {
  const all = new Float64Array(total);
  if (window === undefined) return all.fill(1);
  const start = Math.floor((total - length) / 2);
  const shape = typeof window === "string" ? shapes[window] : undefined;
  if (shape) {
    const period = length % 2 === 0 ? length : length - 1;
    for (let i = 0; i < length; i++) all[start + i] = length === 1 ? 1 : shape[0] - shape[1] * Math.cos((2 * Math.PI * i) / period);
  } else if (isList(window) && window.length === length) all.set(window.map(Number), start);
  else m.unsupported(`The window ${JSON.stringify(window).slice(0, 60)} is none that Keras has by name, nor one of ${length} numbers.`);
  return all;
}

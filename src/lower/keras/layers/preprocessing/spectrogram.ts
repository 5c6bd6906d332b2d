import { pad } from "../../../../graph/ops/spatial.js";
import type { Value } from "../../../../graph/value.js";
import { samePadding } from "../../../../graph/windows.js";
import { float32 } from "../../../../tensor.js";
import { defineLayer, when } from "../../define.js";
import { oneOf, withDefault } from "../../fields.js";
import { dataFormat } from "../../spatial.js";
import { framed } from "./frames.js";

type Mode = "log" | "magnitude" | "psd" | "real" | "imag" | "angle" | "stft";

/** keras.config.epsilon(). */
const EPSILON = 1e-7;

/**
 * Short-time Fourier transform of each channel: frames times the cosines and sines that the layer keeps as its variables, windows and scales
 * included (keras/src/layers/preprocessing/stft_spectrogram.py: call). [N, time, channels] → [N, frames, channels · frequencies].
 */
export const sTFTSpectrogram = defineLayer("STFTSpectrogram", {
  config: {
    mode: withDefault(oneOf("log", "magnitude", "psd", "real", "imag", "angle", "stft"), "log" as const),
    frame_length: withDefault("int", 256),
    frame_step: "int?",
    padding: withDefault(oneOf("valid", "same"), "valid" as const),
    expand_dims: withDefault("bool", false),
    data_format: dataFormat,
  },
  weights: {
    real_kernel: when(({ mode }: { readonly mode: Mode }) => mode !== "imag"),
    imag_kernel: when(({ mode }: { readonly mode: Mode }) => mode !== "real"),
  },
  call: (x, m) => {
    if (x.rank !== 3) m.refuse(`Input 0 of layer "${m.path}" is incompatible with the layer: expected ndim=3, found ndim=${x.rank}.`);
    const last = m.data_format === "channels_last";
    const channels = last ? x.transpose([0, 2, 1]) : x;
    const step = m.frame_step ?? Math.floor(m.frame_length / 2);
    const frames = framed(padded(channels, m.frame_length, step, m.padding), m.frame_length, step);
    const times = (kernel: Value | undefined): Value | undefined => kernel && frames.matMul(kernel.squeeze(1));
    const [real, imaginary] = [times(m.real_kernel), times(m.imag_kernel)];
    const spectrum = combined(m.mode, real, imaginary);
    // [N, channels, frames, frequencies] so far.
    if (m.expand_dims) return last ? spectrum.transpose([0, 2, 3, 1]) : spectrum;
    const [rows = 1] = spectrum.shape;
    const [count, width] = [spectrum.dim(2), spectrum.dim(1) * spectrum.dim(3)];
    return last
      ? spectrum.transpose([0, 2, 1, 3]).reshape([rows, count, width])
      : spectrum.transpose([0, 1, 3, 2]).reshape([rows, width, count]);
  },
});

function padded(x: Value, length: number, step: number, padding: "valid" | "same"): Value {
  const [before, after] = padding === "same" ? samePadding(x.dim(2), length, step, 1) : [0, 0];
  if (before + after === 0) return x;
  return pad([x], { pads: [0, 0, before, 0, 0, after], mode: "constant", value: 0 })[0] as Value;
}

function combined(mode: Mode, real: Value | undefined, imaginary: Value | undefined): Value {
  if (real === undefined || imaginary === undefined) return (real ?? imaginary) as Value;
  if (mode === "angle") return angle(imaginary, real);
  if (mode === "stft") return real.concat([imaginary], 3);
  const power = real.mul(real).add(imaginary.mul(imaginary));
  if (mode === "psd") return twiceInside(power);
  const magnitude = power.max(EPSILON).sqrt();
  return mode === "magnitude" ? magnitude : magnitude.max(EPSILON).log();
}

/** All frequencies but the first and the last stand for two. */
function twiceInside(power: Value): Value {
  const count = power.dim(3);
  return power.mul(
    float32(
      [count],
      Array.from({ length: count }, (_, i) => (i === 0 || i === count - 1 ? 1 : 2)),
    ),
  );
}

/** C's atan2, without its signs of zero. */
function angle(y: Value, x: Value): Value {
  const zero = x.equal(0);
  const one = x.mul(0).add(1);
  const acute = y.div(zero.where(one, x)).atan();
  const turned = y.less(0).where(acute.sub(Math.PI), acute.add(Math.PI));
  const upright = y.sign().mul(Math.PI / 2);
  return zero.where(upright, x.less(0).where(turned, acute));
}

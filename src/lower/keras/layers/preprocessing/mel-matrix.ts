import { float32, type Tensor } from "../../../../tensor.js";

/** O'Shaughnessy's scale, as HTK has it. */
const HIGH_FREQUENCY_Q = 1127;
const BREAK_HERTZ = 700;

const { fround } = Math;

const mel = (hertz: number): number => fround(HIGH_FREQUENCY_Q * fround(Math.log(fround(1 + fround(hertz / BREAK_HERTZ)))));

/** tf.linspace: the last number is the end itself. */
function evenly(from: number, to: number, count: number): Float32Array {
  const step = fround(fround(to - from) / (count - 1));
  return Float32Array.from({ length: count }, (_, i) => (i === count - 1 ? to : fround(from + fround(step * i))));
}

/**
 * How much of each frequency [bins] each band [bands] takes: triangles of even width on the mel scale; none of frequency 0. Computed in float32,
 * as Keras does (keras/src/layers/preprocessing/mel_spectrogram.py: linear_to_mel_weight_matrix).
 */
export function melMatrix(bands: number, bins: number, rate: number, lowest: number, highest: number): Tensor<"float32"> {
  const frequencies = evenly(0, fround(rate / 2), bins);
  const edges = evenly(mel(fround(lowest)), mel(fround(highest)), bands + 2);
  const matrix = new Float32Array(bins * bands);
  for (let k = 1; k < bins; k++) {
    const at = mel(frequencies[k] as number);
    for (let band = 0; band < bands; band++) {
      const [low, middle, high] = [edges[band] as number, edges[band + 1] as number, edges[band + 2] as number];
      const rising = fround(fround(at - low) / fround(middle - low));
      const falling = fround(fround(high - at) / fround(high - middle));
      matrix[k * bands + band] = Math.max(0, Math.min(rising, falling));
    }
  }
  return float32([bins, bands], matrix);
}

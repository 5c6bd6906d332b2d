import type { Pixels } from "./pixels.js";

export const interpolations = ["nearest", "box", "bilinear", "hamming", "bicubic", "lanczos"] as const;
export type Interpolation = (typeof interpolations)[number];

interface Filter {
  readonly support: number;
  at(x: number): number;
}

const sinc = (x: number): number => (x === 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI));

/** Pillow's filters (src/libImaging/Resample.c). */
const filters: Readonly<Record<Exclude<Interpolation, "nearest">, Filter>> = {
  box: { support: 0.5, at: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: { support: 1, at: (x) => Math.max(0, 1 - Math.abs(x)) },
  hamming: { support: 1, at: (x) => (Math.abs(x) >= 1 ? 0 : sinc(x) * (0.54 + 0.46 * Math.cos(x * Math.PI))) },
  bicubic: { support: 2, at: (x) => cubic(Math.abs(x)) },
  lanczos: { support: 3, at: (x) => (x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0) },
};

/** Keys' cubic convolution with a = -0.5. */
function cubic(x: number): number {
  const a = -0.5;
  if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
  return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
}

/** An image of another size, to the bit what `Image.resize` of Pillow 13 makes of 8-bit channels; `nearest` is what Keras's load_img uses. */
export function resize(image: Pixels, width: number, height: number, how: Interpolation): Pixels {
  if (image.width === width && image.height === height) return image;
  if (how === "nearest") return nearest(image, width, height);
  // Pillow weighs colours by their alpha while it resizes.
  const hasAlpha = image.channels === 2 || image.channels === 4;
  const filter = filters[how];
  const ready = hasAlpha ? premultiplied(image) : image;
  const across = (pixels: Pixels): Pixels => (pixels.width === width ? pixels : along(pixels, width, filter, "x"));
  const down = (pixels: Pixels): Pixels => (pixels.height === height ? pixels : along(pixels, height, filter, "y"));
  // Pillow 13 shrinks before it enlarges; between the two passes it rounds.
  const full = width > image.width && height < image.height ? across(down(ready)) : down(across(ready));
  return hasAlpha ? unmultiplied(full) : full;
}

function nearest({ data, channels, width: w, height: h }: Pixels, width: number, height: number): Pixels {
  const out = new Uint8Array(width * height * channels);
  const columns = Int32Array.from({ length: width }, (_, x) => Math.min(w - 1, Math.floor((x + 0.5) * (w / width))));
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.min(h - 1, Math.floor((y + 0.5) * (h / height))) * w;
    for (let x = 0; x < width; x++)
      for (let c = 0, from = (row + (columns[x] ?? 0)) * channels; c < channels; c++) out[to++] = data[from + c] ?? 0;
  }
  return { width, height, channels, data: out };
}

/** Weights are whole numbers of this many bits (PRECISION_BITS). */
const BITS = 22;

interface Taps {
  readonly first: number;
  readonly weights: readonly number[];
}

/** For each position of the output, the inputs that it is made of (precompute_coeffs, normalize_coeffs_8bpc). */
function tapsOf(inputs: number, outputs: number, filter: Filter): Taps[] {
  const scale = inputs / outputs;
  const stretch = Math.max(scale, 1);
  const support = filter.support * stretch;
  return Array.from({ length: outputs }, (_, i) => {
    const center = (i + 0.5) * scale;
    const first = Math.max(0, Math.trunc(center - support + 0.5));
    const last = Math.min(inputs, Math.trunc(center + support + 0.5));
    const raw = Array.from({ length: last - first }, (_, k) => filter.at((k + first - center + 0.5) / stretch));
    const sum = raw.reduce((total, weight) => total + weight, 0);
    const weights = raw.map((weight) => {
      const part = (sum === 0 ? weight : weight / sum) * (1 << BITS);
      return Math.trunc(part < 0 ? part - 0.5 : part + 0.5);
    });
    return { first, weights };
  });
}

function along({ data, channels, width: w, height: h }: Pixels, length: number, filter: Filter, axis: "x" | "y"): Pixels {
  const taps = tapsOf(axis === "x" ? w : h, length, filter);
  const [width, height] = axis === "x" ? [length, h] : [w, length];
  const step = axis === "x" ? channels : w * channels;
  const out = new Uint8Array(width * height * channels);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const { first, weights } = taps[axis === "x" ? x : y] as Taps;
      const origin = axis === "x" ? (y * w + first) * channels : (first * w + x) * channels;
      for (let c = 0; c < channels; c++) {
        let sum = 2 ** (BITS - 1);
        for (let k = 0; k < weights.length; k++) sum += (data[origin + k * step + c] ?? 0) * (weights[k] ?? 0);
        out[to++] = Math.min(255, Math.max(0, Math.floor(sum / 2 ** BITS)));
      }
    }
  return { width, height, channels, data: out };
}

/** src/libImaging/Convert.c: rgbA2rgba, with its rounding (MULDIV255). */
function premultiplied({ data, channels, width, height }: Pixels): Pixels {
  const out = Uint8Array.from(data);
  for (let at = 0; at < out.length; at += channels) {
    const alpha = data[at + channels - 1] ?? 0;
    for (let c = 0; c < channels - 1; c++) {
      const product = (data[at + c] ?? 0) * alpha + 128;
      out[at + c] = ((product >> 8) + product) >> 8;
    }
  }
  return { data: out, channels, width, height };
}

function unmultiplied({ data, channels, width, height }: Pixels): Pixels {
  const out = Uint8Array.from(data);
  for (let at = 0; at < out.length; at += channels) {
    const alpha = data[at + channels - 1] ?? 0;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = 0; c < channels - 1; c++) out[at + c] = Math.min(255, Math.trunc((255 * (data[at + c] ?? 0)) / alpha));
  }
  return { data: out, channels, width, height };
}

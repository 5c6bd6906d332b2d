/** An image as its file holds it: rows of pixels, 8 bits a channel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** 1 gray, 2 gray and alpha, 3 red green blue, 4 with alpha. */
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

/** Weights of red, green and blue in gray, in 65,536ths (Pillow's convert("L"), ITU-R 601-2). */
const RED = 19_595;
const GREEN = 38_470;
const BLUE = 7_471;
const HALF = 1 << 15;

/** The image in 1, 3 or 4 channels, as Pillow's `convert("L")`, `("RGB")` and `("RGBA")` do it: alpha is dropped, never blended. */
export function withChannels({ width, height, channels, data }: Pixels, wanted: 1 | 3 | 4): Pixels {
  if (channels === wanted) return { width, height, channels, data };
  const out = new Uint8Array(width * height * wanted);
  const isGray = channels < 3;
  const alphaAt = channels === 2 ? 1 : channels === 4 ? 3 : -1;
  for (let from = 0, to = 0; to < out.length; from += channels, to += wanted) {
    const red = data[from] ?? 0;
    const green = isGray ? red : (data[from + 1] ?? 0);
    const blue = isGray ? red : (data[from + 2] ?? 0);
    if (wanted === 1) out[to] = isGray ? red : (red * RED + green * GREEN + blue * BLUE + HALF) >> 16;
    else {
      out[to] = red;
      out[to + 1] = green;
      out[to + 2] = blue;
      if (wanted === 4) out[to + 3] = alphaAt < 0 ? 255 : (data[from + alphaAt] ?? 0);
    }
  }
  return { width, height, channels: wanted, data: out };
}

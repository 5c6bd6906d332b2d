import type { NumpyDtype } from "./array.js";

const BIAS = 16383;
const FRACTION_BITS = 63;

/** x87 80-bit numbers, padded to 12 or 16 bytes, rounded to the nearest double. */
export function longDoubles(bytes: Uint8Array, width: number, dtype: NumpyDtype): Float64Array {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = dtype.byteOrder !== ">";
  return Float64Array.from({ length: bytes.length / width }, (_, i) => {
    const at = i * width + (little ? 0 : width - 10);
    const fraction = data.getBigUint64(little ? at : at + 2, little);
    const head = data.getUint16(little ? at + 8 : at, little);
    const sign = head & 0x8000 ? -1 : 1;
    const exponent = head & 0x7fff;
    if (exponent === 0x7fff) return BigInt.asUintN(FRACTION_BITS, fraction) === 0n ? sign * Number.POSITIVE_INFINITY : Number.NaN;
    return sign * scale(Number(fraction), exponent - BIAS - FRACTION_BITS);
  });
}

/** In two steps, as the power alone may be beyond a double. */
function scale(value: number, exponent: number): number {
  if (exponent < -1000) return exponent < -1200 ? 0 : value * 2 ** -1000 * 2 ** (exponent + 1000);
  if (exponent > 900) return value * 2 ** 900 * 2 ** (exponent - 900);
  return value * 2 ** exponent;
}

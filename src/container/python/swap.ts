/** Elements with their bytes in the opposite order; `width` is that of one number (half of a complex element). */
export function swapped(bytes: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(bytes);
  const buffer = Buffer.from(out.buffer);
  if (width === 2) buffer.swap16();
  else if (width === 4) buffer.swap32();
  else if (width === 8) buffer.swap64();
  else for (let i = 0; i + width <= out.length; i += width) out.subarray(i, i + width).reverse();
  return out;
}

/** Bytes of a column-major array in C order. */
export function toCOrder(bytes: Uint8Array, shape: readonly number[], width: number): Uint8Array {
  const out = new Uint8Array(bytes.length);
  const from = new Uint8Array(bytes);
  if (width === 8) permute(new Float64Array(from.buffer), new Float64Array(out.buffer), shape, 1);
  else if (width === 4) permute(new Uint32Array(from.buffer), new Uint32Array(out.buffer), shape, 1);
  else permute(from, out, shape, width);
  return out;
}

interface Cells {
  [index: number]: number;
}

/** Walks the result in order; `unit` cells make an element. */
function permute(from: Cells, to: Cells, shape: readonly number[], unit: number): void {
  const strides: number[] = [];
  let step = unit;
  for (const dim of shape) {
    strides.push(step);
    step *= dim;
  }
  const last = shape.length - 1;
  const inner = shape[last] ?? 1;
  const innerStride = strides[last] ?? unit;
  const index = new Array<number>(last + 1).fill(0);
  const rows = step / unit / inner;
  let base = 0;
  let out = 0;
  for (let row = 0; row < rows; row++) {
    for (let i = 0, at = base; i < inner; i++, at += innerStride) for (let k = 0; k < unit; k++) to[out++] = from[at + k] as number;
    for (let axis = last - 1; axis >= 0; axis--) {
      const next = (index[axis] as number) + 1;
      base += strides[axis] as number;
      if (next < (shape[axis] as number)) {
        index[axis] = next;
        break;
      }
      index[axis] = 0;
      base -= next * (strides[axis] as number);
    }
  }
}

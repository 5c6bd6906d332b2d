import type { RuntimeValue } from "../graph/info.js";
import { CsrMatrix } from "../sparse.js";
import { isFloating, type Tensor } from "../tensor.js";
import type { Difference, Tolerance } from "./difference.js";

/** Where two arrays differ; undefined where they are the same: shape, dtype and bytes, or within the tolerance. */
export function compareArrays(name: string, a: RuntimeValue, b: RuntimeValue, tolerance: Tolerance): Difference | undefined {
  if (a.shape.join() !== b.shape.join()) return { name, kind: "shape", a: `[${a.shape}]`, b: `[${b.shape}]` };
  const close = tolerance.relative > 0 || tolerance.absolute > 0;
  if (a.dtype !== b.dtype && !(close && isFloating(a.dtype) && isFloating(b.dtype))) return { name, kind: "dtype", a: a.dtype, b: b.dtype };
  if (a instanceof CsrMatrix || b instanceof CsrMatrix) return compareSparse(name, a, b, tolerance);
  return compareDense(name, a, b, tolerance);
}

function compareDense(name: string, a: Tensor, b: Tensor, { relative, absolute }: Tolerance): Difference | undefined {
  if (a.dtype === b.dtype && ArrayBuffer.isView(a.data) && ArrayBuffer.isView(b.data) && sameBytes(a.data, b.data)) return undefined;
  let count = 0;
  let largest = 0;
  let at = -1;
  for (let i = 0; i < a.size; i++) {
    const x = a.at(i);
    const y = b.at(i);
    if (Object.is(x, y)) continue;
    if (typeof x !== "number" || typeof y !== "number") {
      if (plain(x) === plain(y)) continue;
      count++;
      if (at < 0) at = i;
      continue;
    }
    const gap = Math.abs(x - y);
    if (gap <= absolute + relative * Math.abs(y) && (relative > 0 || absolute > 0)) continue;
    count++;
    if (at < 0 || gap > largest || (Number.isNaN(gap) && !Number.isNaN(largest))) {
      largest = gap;
      at = i;
    }
  }
  if (at < 0) return undefined;
  return { name, kind: "value", a: plain(a.at(at)), b: plain(b.at(at)), largest, count, at: position(at, a.shape) };
}

function compareSparse(name: string, a: RuntimeValue, b: RuntimeValue, tolerance: Tolerance): Difference | undefined {
  if (!(a instanceof CsrMatrix) || !(b instanceof CsrMatrix))
    return { name, kind: "value", a: a instanceof CsrMatrix ? "sparse" : "dense", b: b instanceof CsrMatrix ? "sparse" : "dense" };
  const left = dense(a);
  const right = dense(b);
  for (const key of new Set([...left.keys(), ...right.keys()])) {
    const x = left.get(key) ?? 0;
    const y = right.get(key) ?? 0;
    if (Object.is(x, y) || Math.abs(x - y) <= tolerance.absolute + tolerance.relative * Math.abs(y)) continue;
    return {
      name,
      kind: "value",
      a: String(x),
      b: String(y),
      largest: Math.abs(x - y),
      at: [Math.floor(key / a.shape[1]), key % a.shape[1]],
    };
  }
  return undefined;
}

function dense(matrix: CsrMatrix): Map<number, number> {
  const cells = new Map<number, number>();
  for (let i = 0; i < matrix.shape[0]; i++)
    for (let k = matrix.indptr[i] ?? 0; k < (matrix.indptr[i + 1] ?? 0); k++) {
      const key = i * matrix.shape[1] + (matrix.indices[k] ?? 0);
      cells.set(key, (cells.get(key) ?? 0) + Number(matrix.data.at(k)));
    }
  return cells;
}

function sameBytes(a: ArrayBufferView, b: ArrayBufferView): boolean {
  return Buffer.compare(Buffer.from(a.buffer, a.byteOffset, a.byteLength), Buffer.from(b.buffer, b.byteOffset, b.byteLength)) === 0;
}

function position(index: number, shape: readonly number[]): number[] {
  const out: number[] = [];
  let rest = index;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const dim = shape[axis] ?? 1;
    out.unshift(rest % dim);
    rest = Math.floor(rest / dim);
  }
  return out;
}

function plain(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : value instanceof Date ? value.toISOString() : String(value);
}

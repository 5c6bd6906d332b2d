const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/** The largest float32 that is at most `x`: a float32 compares with it as with `x` itself. */
export function floor32(x: number): number {
  float[0] = x;
  const rounded = float[0] as number;
  if (!(rounded > x)) return rounded;
  if (rounded === 0) return -(2 ** -149);
  const pattern = bits[0] as number;
  bits[0] = rounded > 0 ? pattern - 1 : pattern + 1;
  return float[0] as number;
}

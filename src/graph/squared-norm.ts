/** |x|² as numpy.einsum("ij,ij->i") adds it up: two lanes, within blocks of eight the last pair first. */
export function squaredNorm(x: Float64Array | Float32Array, from: number, length: number): number {
  let even = 0;
  let odd = 0;
  let at = 0;
  for (; at + 8 <= length; at += 8)
    for (let pair = 6; pair >= 0; pair -= 2) {
      const [a, b] = [x[from + at + pair] as number, x[from + at + pair + 1] as number];
      even += a * a;
      odd += b * b;
    }
  for (; at < length; at += 2) {
    const a = x[from + at] as number;
    even += a * a;
    const b = at + 1 < length ? (x[from + at + 1] as number) : 0;
    odd += b * b;
  }
  return even + odd;
}

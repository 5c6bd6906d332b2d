/**
 * The `degree + 1` B-splines that are not zero in the knot interval [knots[at], knots[at + 1]), at `x`; the pieces go on outside of it
 * (de Boor and Cox; scipy/interpolate/src/__fitpack.cc: _deBoor_D).
 */
export function basisAt(knots: Float64Array, degree: number, at: number, x: number, out: Float64Array): void {
  out[0] = 1;
  for (let j = 1; j <= degree; j++) {
    let saved = 0;
    for (let r = 0; r < j; r++) {
      const right = knots[at + r + 1] as number;
      const left = knots[at + r + 1 - j] as number;
      const share = right === left ? 0 : (out[r] as number) / (right - left);
      out[r] = saved + share * (right - x);
      saved = share * (x - left);
    }
    out[j] = saved;
  }
}

/** The knot interval of `x` among those between the outer `degree` knots; the first or last one outside. */
export function intervalOf(knots: Float64Array, degree: number, x: number): number {
  let at = degree;
  const last = knots.length - degree - 2;
  while (at < last && x >= (knots[at + 1] as number)) at++;
  return at;
}

/** Slopes of all B-splines at `x`. */
export function slopesAt(knots: Float64Array, degree: number, x: number): Float64Array {
  const count = knots.length - degree - 1;
  const slopes = new Float64Array(count);
  if (degree === 0) return slopes;
  const at = intervalOf(knots, degree, x);
  const lower = new Float64Array(degree);
  basisAt(knots, degree - 1, at, x, lower);
  for (let r = 0; r < degree; r++) {
    const i = at - degree + 1 + r;
    const width = (knots[i + degree] as number) - (knots[i] as number);
    const part = width === 0 ? 0 : (degree * (lower[r] as number)) / width;
    if (i < count) slopes[i] = (slopes[i] as number) + part;
    if (i >= 1) slopes[i - 1] = (slopes[i - 1] as number) - part;
  }
  return slopes;
}

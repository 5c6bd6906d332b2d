// Rational approximations of the normal quantile on three ranges, highest power first; the first coefficient of each divisor is 1
// (Cephes, ndtri.c, which scipy.special.ndtri is).
const MIDDLE_P = [-59.96335010141079, 98.00107541859997, -56.67628574690703, 13.931260938727968, -1.2391658386738125];
const MIDDLE_Q = [
  1, 1.9544885833814176, 4.676279128988815, 86.36024213908905, -225.46268785411937, 200.26021238006066, -82.03722561683334,
  15.90562251262117, -1.1833162112133,
];
const TAIL_P = [
  4.0554489230596245, 31.525109459989388, 57.16281922464213, 44.08050738932008, 14.684956192885803, 2.1866330685079025, -0.1402560791713545,
  -0.03504246268278482, -0.0008574567851546854,
];
const TAIL_Q = [
  1, 15.779988325646675, 45.39076351288792, 41.3172038254672, 15.04253856929075, 2.504649462083094, -0.14218292285478779,
  -0.03808064076915783, -0.0009332594808954574,
];
const FAR_P = [
  3.2377489177694603, 6.915228890689842, 3.9388102529247444, 1.3330346081580755, 0.20148538954917908, 0.012371663481782003,
  0.00030158155350823543, 2.6580697468673755e-6, 6.239745391849833e-9,
];
const FAR_Q = [
  1, 6.02427039364742, 3.6798356385616087, 1.3770209948908132, 0.21623699359449663, 0.013420400608854318, 0.00032801446468212774,
  2.8924786474538068e-6, 6.790194080099813e-9,
];
/** exp(-2), where the middle range ends. */
const TAIL = 0.1353352832366127;
/** Where sqrt(-2 log p) leaves the second range. */
const FAR = 8;
const ROOT_TWO_PI = 2.5066282746310007;

export const normalQuantileRanges = { MIDDLE_P, MIDDLE_Q, TAIL_P, TAIL_Q, FAR_P, FAR_Q, TAIL, FAR, ROOT_TWO_PI };

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (const coefficient of coefficients) sum = sum * x + coefficient;
  return sum;
}

/** The number below which a standard normal falls with probability `p`; infinite at 0 and 1, NaN outside. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN;
  if (p === 0) return Number.NEGATIVE_INFINITY;
  if (p === 1) return Number.POSITIVE_INFINITY;
  const upper = p > 1 - TAIL;
  const y = upper ? 1 - p : p;
  if (y > TAIL) {
    const centered = y - 0.5;
    const square = centered * centered;
    return (centered + centered * ((square * polynomial(square, MIDDLE_P)) / polynomial(square, MIDDLE_Q))) * ROOT_TWO_PI;
  }
  const x = Math.sqrt(-2 * Math.log(y));
  const z = 1 / x;
  const rest = x < FAR ? (z * polynomial(z, TAIL_P)) / polynomial(z, TAIL_Q) : (z * polynomial(z, FAR_P)) / polynomial(z, FAR_Q);
  const found = x - Math.log(x) / x - rest;
  return upper ? found : -found;
}

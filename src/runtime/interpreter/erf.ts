// Rational approximations of the error function on four ranges, coefficients in rising order (fdlibm, s_erf.c, from Sun's msun).
const NEAR_P = [0.12837916709551256, -0.3250421072470015, -0.02848174957559851, -0.005770270296489442, -2.3763016656650163e-5];
const NEAR_Q = [1, 0.39791722395915535, 0.0650222499887673, 0.005081306281875766, 0.00013249473800432164, -3.960228278775368e-6];
const ONE_P = [
  -0.0023621185607526594, 0.41485611868374833, -0.3722078760357013, 0.31834661990116175, -0.11089469428239668, 0.035478304325618236,
  -0.002166375594868791,
];
const ONE_Q = [
  1, 0.10642088040084423, 0.540397917702171, 0.07182865441419627, 0.12617121980876164, 0.01363708391202905, 0.011984499846799107,
];
const MIDDLE_P = [
  -0.009864944034847148, -0.6938585727071818, -10.558626225323291, -62.375332450326006, -162.39666946257347, -184.60509290671104,
  -81.2874355063066, -9.814329344169145,
];
const MIDDLE_Q = [
  1, 19.651271667439257, 137.65775414351904, 434.56587747522923, 645.3872717332679, 429.00814002756783, 108.63500554177944,
  6.570249770319282, -0.0604244152148581,
];
const FAR_P = [
  -0.0098649429247001, -0.799283237680523, -17.757954917754752, -160.63638485582192, -637.5664433683896, -1025.0951316110772,
  -483.5191916086514,
];
const FAR_Q = [
  1, 30.33806074348246, 325.7925129965739, 1536.729586084437, 3199.8582195085955, 2553.0504064331644, 474.52854120695537,
  -22.44095244658582,
];
/** erf(1) to single precision, about which the second range expands. */
const AT_ONE = 0.8450629115104675;
const NEAR = 0.84375;
const AROUND_ONE = 1.25;
/** Where the third range ends, and where erf is 1 to the last bit. */
const MIDDLE = 1 / 0.35;
const ENDS = 6;

function polynomial(x: number, coefficients: readonly number[]): number {
  let sum = 0;
  for (let i = coefficients.length - 1; i >= 0; i--) sum = sum * x + (coefficients[i] as number);
  return sum;
}

const float = new Float32Array(1);

/** erf(x) within an ulp. */
export function errorFunction(x: number): number {
  if (Number.isNaN(x)) return x;
  const a = Math.abs(x);
  if (a < NEAR) {
    const z = x * x;
    return x + x * (polynomial(z, NEAR_P) / polynomial(z, NEAR_Q));
  }
  const sign = x < 0 ? -1 : 1;
  if (a < AROUND_ONE) {
    const s = a - 1;
    return sign * (AT_ONE + polynomial(s, ONE_P) / polynomial(s, ONE_Q));
  }
  if (a >= ENDS) return sign;
  const s = 1 / (a * a);
  const ratio = a < MIDDLE ? polynomial(s, MIDDLE_P) / polynomial(s, MIDDLE_Q) : polynomial(s, FAR_P) / polynomial(s, FAR_Q);
  // exp(-a^2) in two factors: z has few enough digits that z * z is exact.
  float[0] = a;
  const z = float[0] as number;
  return sign * (1 - (Math.exp(-z * z - 0.5625) * Math.exp((z - a) * (z + a) + ratio)) / a);
}

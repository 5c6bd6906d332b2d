/** Probabilities of pairs are kept this far from 0 and 1 (svm.cpp: svm_predict_probability). */
const MIN_PROBABILITY = 1e-7;
/** Rounds of the iteration at most, or as many as there are classes, and the change at which it ends, over the number of classes. */
const MAX_ROUNDS = 100;
const TOLERANCE = 0.005;

/** svm.cpp: svm_predict_probability of one row's decision values, with multiclass_probability's iteration step by step. */
export function couple(
  decisions: Float64Array,
  at: number,
  classes: number,
  a: Float64Array,
  b: Float64Array,
  out: Float64Array,
  outAt: number,
): void {
  const k = classes;
  const r = new Float64Array(k * k);
  for (let i = 0, pair = 0; i < k; i++)
    for (let j = i + 1; j < k; j++, pair++) {
      const p = sigmoid((decisions[at + pair] as number) * (a[pair] as number) + (b[pair] as number));
      const kept = Math.min(Math.max(p, MIN_PROBABILITY), 1 - MIN_PROBABILITY);
      r[i * k + j] = kept;
      r[j * k + i] = 1 - kept;
    }
  const q = new Float64Array(k * k);
  for (let t = 0; t < k; t++) {
    let diagonal = 0;
    for (let j = 0; j < k; j++) {
      if (j === t) continue;
      const against = r[j * k + t] as number;
      diagonal += against * against;
      q[t * k + j] = j < t ? (q[j * k + t] as number) : -against * (r[t * k + j] as number);
    }
    q[t * k + t] = diagonal;
  }
  const p = out.subarray(outAt, outAt + k).fill(1 / k);
  iterate(k, q, p);
}

function iterate(k: number, q: Float64Array, p: Float64Array): void {
  const qp = new Float64Array(k);
  for (let round = 0; round < Math.max(MAX_ROUNDS, k); round++) {
    let pqp = 0;
    for (let t = 0; t < k; t++) {
      let sum = 0;
      for (let j = 0; j < k; j++) sum += (q[t * k + j] as number) * (p[j] as number);
      qp[t] = sum;
      pqp += (p[t] as number) * sum;
    }
    let largest = 0;
    for (let t = 0; t < k; t++) largest = Math.max(largest, Math.abs((qp[t] as number) - pqp));
    if (largest < TOLERANCE / k) return;
    for (let t = 0; t < k; t++) {
      const own = q[t * k + t] as number;
      const step = (-(qp[t] as number) + pqp) / own;
      p[t] = (p[t] as number) + step;
      pqp = (pqp + step * (step * own + 2 * (qp[t] as number))) / (1 + step) / (1 + step);
      for (let j = 0; j < k; j++) {
        qp[j] = ((qp[j] as number) + step * (q[t * k + j] as number)) / (1 + step);
        p[j] = (p[j] as number) / (1 + step);
      }
    }
  }
}

/** 1 / (1 + exp(z)) without the loss of digits on either side (svm.cpp: sigmoid_predict). */
function sigmoid(z: number): number {
  return z >= 0 ? Math.exp(-z) / (1 + Math.exp(-z)) : 1 / (1 + Math.exp(z));
}

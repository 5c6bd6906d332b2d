import type { Metric, MetricName } from "../../../graph/ops/neighbors.js";

/**
 * Distance of row x[i…] to row y[j…]. Reduced distances rank as distances do and cost less: the square of the euclidean one, say.
 * A sum that passes `limit` may stop there.
 */
export interface Distance {
  reduced(x: Float64Array, i: number, y: Float64Array, j: number, limit: number): number;
  fromReduced(reduced: number): number;
  toReduced(distance: number): number;
}

type Reduced = Distance["reduced"];

const same = (value: number): number => value;
const square = (value: number): number => value * value;

export function distanceOf(metric: Metric, features: number): Distance {
  const { p } = metric;
  if (metric.name === "minkowski" || metric.name === "wminkowski")
    return {
      reduced: reducedOf(metric, features),
      fromReduced: (value) => value ** (1 / p),
      toReduced: (value) => value ** p,
    };
  const squared = metric.name === "euclidean" || metric.name === "seuclidean" || metric.name === "mahalanobis";
  if (squared) return { reduced: reducedOf(metric, features), fromReduced: Math.sqrt, toReduced: square };
  if (metric.name === "haversine")
    return {
      reduced: reducedOf(metric, features),
      fromReduced: (value) => 2 * Math.asin(Math.sqrt(value)),
      toReduced: (value) => Math.sin(0.5 * value) ** 2,
    };
  return { reduced: reducedOf(metric, features), fromReduced: same, toReduced: same };
}

function reducedOf(metric: Metric, features: number): Reduced {
  const { p, weights, inverse } = metric;
  switch (metric.name) {
    case "euclidean":
    case "sqeuclidean":
      return squaredDistance(features);
    case "seuclidean":
      return sum(features, (d, f) => (d * d) / (weights?.[f] as number));
    case "manhattan":
      return sum(features, Math.abs);
    case "minkowski":
      return weights ? sum(features, (d, f) => (weights[f] as number) * Math.abs(d) ** p) : sum(features, (d) => Math.abs(d) ** p);
    case "wminkowski":
      return sum(features, (d, f) => Math.abs((weights?.[f] as number) * d) ** p);
    case "chebyshev":
      return (x, i, y, j) => {
        let most = 0;
        for (let f = 0; f < features; f++) most = Math.max(most, Math.abs((x[i + f] as number) - (y[j + f] as number)));
        return most;
      };
    case "mahalanobis":
      return mahalanobis(features, inverse as Float64Array);
    case "canberra":
      return (x, i, y, j) => {
        let total = 0;
        for (let f = 0; f < features; f++) {
          const [a, b] = [x[i + f] as number, y[j + f] as number];
          const size = Math.abs(a) + Math.abs(b);
          if (size > 0) total += Math.abs(a - b) / size;
        }
        return total;
      };
    case "braycurtis":
    case "braycurtis signed":
      return (x, i, y, j) => {
        let apart = 0;
        let size = 0;
        for (let f = 0; f < features; f++) {
          const [a, b] = [x[i + f] as number, y[j + f] as number];
          apart += Math.abs(a - b);
          size += metric.name === "braycurtis" ? Math.abs(a) + Math.abs(b) : Math.abs(a + b);
        }
        return size > 0 ? apart / size : 0;
      };
    case "haversine":
      return (x, i, y, j) => {
        const [a, b] = [x[i] as number, y[j] as number];
        const first = Math.sin(0.5 * (a - b));
        const second = Math.sin(0.5 * ((x[i + 1] as number) - (y[j + 1] as number)));
        return first * first + Math.cos(a) * Math.cos(b) * second * second;
      };
    case "cosine":
      return cosine(features);
    case "correlation":
      return correlation(features);
    case "hamming":
      return (x, i, y, j) => {
        let unequal = 0;
        for (let f = 0; f < features; f++) if (x[i + f] !== y[j + f]) unequal++;
        return unequal / features;
      };
    default:
      return boolean(metric.name, features);
  }
}

/** Differences squared and added one by one, as the loops of scikit-learn; a group of four at a time is compared with the limit. */
export function squaredDistance(features: number): Reduced {
  const whole = features - (features % 4);
  return (x, i, y, j, limit) => {
    let total = 0;
    const stop = i + whole;
    for (; i < stop; i += 4, j += 4) {
      const a = (x[i] as number) - (y[j] as number);
      const b = (x[i + 1] as number) - (y[j + 1] as number);
      const c = (x[i + 2] as number) - (y[j + 2] as number);
      const d = (x[i + 3] as number) - (y[j + 3] as number);
      total += a * a;
      total += b * b;
      total += c * c;
      total += d * d;
      if (total > limit) return total;
    }
    for (const end = stop + features - whole; i < end; i++, j++) {
      const a = (x[i] as number) - (y[j] as number);
      total += a * a;
    }
    return total;
  };
}

function sum(features: number, term: (difference: number, feature: number) => number): Reduced {
  return (x, i, y, j) => {
    let total = 0;
    for (let f = 0; f < features; f++) total += term((x[i + f] as number) - (y[j + f] as number), f);
    return total;
  };
}

function mahalanobis(features: number, inverse: Float64Array): Reduced {
  const apart = new Float64Array(features);
  return (x, i, y, j) => {
    for (let f = 0; f < features; f++) apart[f] = (x[i + f] as number) - (y[j + f] as number);
    let total = 0;
    for (let f = 0, at = 0; f < features; f++) {
      let product = 0;
      for (let g = 0; g < features; g++, at++) product += (inverse[at] as number) * (apart[g] as number);
      total += product * (apart[f] as number);
    }
    return total;
  };
}

/** sklearn/metrics/pairwise.py: cosine_distances: 1 - the product of the rows divided by their norms; rows of zeros stay zeros. */
function cosine(features: number): Reduced {
  const norm = (x: Float64Array, i: number): number => {
    let total = 0;
    for (let f = 0; f < features; f++) total += (x[i + f] as number) ** 2;
    return Math.sqrt(total) || 1;
  };
  return (x, i, y, j) => {
    const [a, b] = [norm(x, i), norm(y, j)];
    let product = 0;
    for (let f = 0; f < features; f++) product += ((x[i + f] as number) / a) * ((y[j + f] as number) / b);
    return Math.min(2, Math.max(0, 1 - product));
  };
}

/** scipy/spatial/distance.py: correlation. */
function correlation(features: number): Reduced {
  const mean = (x: Float64Array, i: number): number => {
    let total = 0;
    for (let f = 0; f < features; f++) total += x[i + f] as number;
    return total / features;
  };
  return (x, i, y, j) => {
    const [a, b] = [mean(x, i), mean(y, j)];
    let [xy, xx, yy] = [0, 0, 0];
    for (let f = 0; f < features; f++) {
      const [u, v] = [(x[i + f] as number) - a, (y[j + f] as number) - b];
      xy += u * v;
      xx += u * u;
      yy += v * v;
    }
    return 1 - xy / Math.sqrt(xx * yy);
  };
}

/** Rows as sets of their features that are not 0. */
function boolean(name: MetricName, features: number): Reduced {
  return (x, i, y, j) => {
    let both = 0;
    let first = 0;
    let second = 0;
    for (let f = 0; f < features; f++) {
      const [a, b] = [x[i + f] !== 0, y[j + f] !== 0];
      if (a && b) both++;
      else if (a) first++;
      else if (b) second++;
    }
    const differ = first + second;
    switch (name) {
      case "jaccard":
        return differ + both === 0 ? 0 : differ / (differ + both);
      case "matching":
        return differ / features;
      case "dice":
        return differ + both === 0 ? 0 : differ / (2 * both + differ);
      case "kulsinski":
        return (differ + features - both) / (differ + features);
      case "russellrao":
        return (features - both) / features;
      case "sokalsneath":
        return differ / (differ + 0.5 * both);
      case "yule": {
        const neither = features - both - differ;
        const half = first * second;
        return half === 0 ? 0 : (2 * half) / (both * neither + half);
      }
      default:
        // rogerstanimoto and sokalmichener are the same number.
        return (2 * differ) / (features + differ);
    }
  };
}

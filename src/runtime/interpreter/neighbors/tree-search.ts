import type { Index, SearchTree } from "../../../graph/ops/neighbors.js";
import { type Distance, distanceOf } from "./distance.js";
import type { Nearest } from "./nearest.js";

/** Smallest distance, reduced, that any point of a node can have to the query x[i…]. */
type Bound = (node: number, x: Float64Array, i: number) => number;

/** sklearn/neighbors/_binary_tree.pxi.tp: _query_single_depthfirst: the nearer child first, nodes beyond the farthest kept one never. */
export function treeSearch(index: Index & { readonly tree: SearchTree }): (x: Float64Array, i: number, nearest: Nearest) => void {
  const { points, features, tree } = index;
  const { order, start, end, leaf } = tree;
  const distance = distanceOf(index.metric, features);
  const { reduced } = distance;
  const bound = boundOf(index, distance);
  let [query, at] = [points, 0];
  let kept: Nearest;
  const visit = (node: number, least: number): void => {
    if (least > kept.top) return;
    if (leaf[node] === 1) {
      const to = end[node] as number;
      for (let point = start[node] as number, j = point * features; point < to; point++, j += features) {
        const value = reduced(query, at, points, j, kept.top);
        if (value <= kept.top) kept.push(value, order[point] as number);
      }
      return;
    }
    const left = 2 * node + 1;
    const a = bound(left, query, at);
    const b = bound(left + 1, query, at);
    if (a <= b) {
      visit(left, a);
      visit(left + 1, b);
    } else {
      visit(left + 1, b);
      visit(left, a);
    }
  };
  return (x, i, nearest) => {
    query = x;
    at = i;
    kept = nearest;
    visit(0, bound(0, x, i));
  };
}

function boundOf(index: Index & { readonly tree: SearchTree }, distance: Distance): Bound {
  const { features, tree, metric } = index;
  const { bounds, radius, kind } = tree;
  if (kind === "ball") {
    const { reduced, fromReduced, toReduced } = distance;
    return (node, x, i) => {
      const center = fromReduced(reduced(x, i, bounds, node * features, Number.POSITIVE_INFINITY));
      return toReduced(Math.max(0, center - (radius[node] as number)));
    };
  }
  const upper = bounds.length / 2;
  if (metric.name === "euclidean")
    return (node, x, i) => {
      let total = 0;
      for (let f = node * features, to = f + features; f < to; f++, i++) {
        const value = x[i] as number;
        const low = (bounds[f] as number) - value;
        const high = value - (bounds[upper + f] as number);
        const d = low > 0 ? low : Math.max(high, 0);
        total += d * d;
      }
      return total;
    };
  const { p } = metric;
  const chebyshev = metric.name === "chebyshev";
  const power = metric.name === "manhattan" ? 1 : p;
  return (node, x, i) => {
    let total = 0;
    for (let f = node * features, to = f + features; f < to; f++, i++) {
      const value = x[i] as number;
      const d = Math.max((bounds[f] as number) - value, value - (bounds[upper + f] as number), 0);
      if (chebyshev) total = Math.max(total, d);
      else total += d ** power;
    }
    return total;
  };
}

/** _query_radius_single: rows within a radius in the tree's order; `add` gets the distance. */
export function treeRadius(
  index: Index & { readonly tree: SearchTree },
): (x: Float64Array, i: number, radius: number, add: (row: number, distance: number) => void) => void {
  const { points, features, tree, metric } = index;
  const { order, start, end, leaf, bounds, kind } = tree;
  const { reduced, fromReduced, toReduced } = distanceOf(metric, features);
  const least = boundOf(index, { reduced, fromReduced, toReduced });
  const upper = bounds.length / 2;
  const infinity = Number.POSITIVE_INFINITY;
  /** Farthest point of a node. */
  const most: Bound = (node, x, i) => {
    if (kind === "ball") return fromReduced(reduced(x, i, bounds, node * features, infinity)) + (tree.radius[node] as number);
    const corner = new Float64Array(features);
    for (let f = 0; f < features; f++) {
      const value = x[i + f] as number;
      const [low, high] = [bounds[node * features + f] as number, bounds[upper + node * features + f] as number];
      corner[f] = Math.abs(value - low) > Math.abs(value - high) ? low : high;
    }
    return fromReduced(reduced(x, i, corner, 0, infinity));
  };
  return (x, i, radius, add) => {
    const within = toReduced(radius);
    const visit = (node: number): void => {
      if (fromReduced(least(node, x, i)) > radius) return;
      const all = most(node, x, i) <= radius;
      if (!all && leaf[node] !== 1) {
        visit(2 * node + 1);
        visit(2 * node + 2);
        return;
      }
      for (let point = start[node] as number; point < (end[node] as number); point++) {
        const value = reduced(x, i, points, point * features, infinity);
        if (all || value <= within) add(order[point] as number, fromReduced(value));
      }
    };
    visit(0);
  };
}

import { requireTensor } from "../../../graph/builder.js";
import type { Index } from "../../../graph/ops/neighbors.js";
import * as ops from "../../../graph/ops/neighbors.js";
import { CsrMatrix } from "../../../sparse.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { distanceOf } from "../neighbors/distance.js";
import { Nearest, simultaneousSort } from "../neighbors/nearest.js";
import { partitionedNearest } from "../neighbors/partition.js";
import { pivotSearch, worthPivots } from "../neighbors/pivots.js";
import { treeRadius, treeSearch } from "../neighbors/tree-search.js";

export const neighborsKernel = kernel(ops.neighbors, ({ index, k, selection, order, self, single }) => {
  // Without itself, a training row needs one neighbor more to choose from.
  const wanted = self ? k + 1 : k;
  const search = searchOf(index, wanted, selection, order, single);
  const dtype = single === "compared" ? "float32" : "float64";
  const values = new Float64Array(wanted);
  const rows = new Int32Array(wanted);
  return ([input]) => {
    const { data } = requireTensor(input, ops.neighbors.op).as("float64");
    const [count = 0, width = 0] = input?.shape ?? [];
    const distances = dtype === "float32" ? new Float32Array(count * k) : new Float64Array(count * k);
    const numbers = new BigInt64Array(count * k);
    // The low words of int64, without a bigint for each.
    const words = new Int32Array(numbers.buffer);
    const merged = typeof selection === "object" && count <= selection.mergedUpTo;
    for (let row = 0, o = 0; row < count; row++) {
      search(data, row * width, values, rows, merged);
      let skip = self ? rows.indexOf(row) : -1;
      if (self && skip < 0) skip = 0;
      for (let i = 0; i < wanted; i++) {
        if (i === skip) continue;
        distances[o] = values[i] as number;
        words[2 * o++] = rows[i] as number;
      }
    }
    return [new Tensor(dtype, [count, k], distances), new Tensor("int64", [count, k], numbers)];
  };
});

type Search = (x: Float64Array, i: number, values: Float64Array, rows: Int32Array, merged: boolean) => void;

function searchOf(index: Index, k: number, selection: ops.Selection, order: ops.SortOrder, single: ops.Single): Search {
  const { tree } = index;
  const { fromReduced: exact } = distanceOf(index.metric, index.features);
  const fromReduced = single === "answered" ? (value: number) => Math.fround(exact(Math.fround(value))) : exact;
  const finish: Finish = (nearest, values, rows) => {
    nearest.sort();
    for (let i = 0; i < k; i++) values[i] = fromReduced(nearest.values[i] as number);
    rows.set(nearest.rows);
  };
  if (tree) {
    const visit = treeSearch({ ...index, tree });
    const nearest = new Nearest(k, order);
    return (x, i, values, rows) => {
      nearest.clear(Number.POSITIVE_INFINITY);
      visit(x, i, nearest);
      finish(nearest, values, rows);
    };
  }
  const plain = selection === "partition" ? partitioned(index, k, fromReduced, single) : scanned(index, k, order, finish);
  if (!worthPivots(index) || single === "compared" || k >= index.rows) return plain;
  // One more than wanted, to see whether the last is as far as the one behind it.
  const probe = new Nearest(k + 1, order);
  let asked = 0;
  let quick: ReturnType<typeof pivotSearch> | undefined;
  return (x, i, values, rows, merged) => {
    if (quick === undefined && ++asked > PATIENCE) quick = pivotSearch(index);
    if (!quick?.(x, i, probe)) {
      plain(x, i, values, rows, merged);
      return;
    }
    for (let n = 0; n < k; n++) values[n] = fromReduced(probe.values[n] as number);
    rows.set(probe.rows.subarray(0, k));
  };
}

/** Questions after which it pays to put training rows in order. */
const PATIENCE = 256;

function partitioned(index: Index, k: number, fromReduced: (value: number) => number, single: ops.Single): Search {
  const all = new Float64Array(index.rows);
  const fill = allDistances(index, single === "compared");
  return (x, i, values, rows) => {
    fill(x, i, all);
    const kept = partitionedNearest(all, k);
    rows.set(kept);
    for (let n = 0; n < k; n++) values[n] = fromReduced(all[kept[n] as number] as number);
  };
}

function scanned(index: Index, k: number, order: ops.SortOrder, finish: Finish): Search {
  const { points, features, metric } = index;
  const known = metric.name === "precomputed";
  const { reduced } = distanceOf(metric, features);
  const [nearest, chunk] = [new Nearest(k, order), new Nearest(k, order)];
  return (x, i, values, rows, merged) => {
    nearest.clear(Number.MAX_VALUE);
    chunk.clear(Number.MAX_VALUE);
    const heap = merged ? chunk : nearest;
    for (let row = 0, j = 0; row < index.rows; row++, j += features) {
      const value = known ? (x[i + row] as number) : reduced(x, i, points, j, heap.top);
      if (value < heap.top) heap.push(value, row);
    }
    if (merged) for (let n = 0; n < k; n++) nearest.push(chunk.values[n] as number, chunk.rows[n] as number);
    finish(nearest, values, rows);
  };
}

type Finish = (nearest: Nearest, values: Float64Array, rows: Int32Array) => void;

/** Reduced distances to every training row. */
function allDistances(index: Index, single: boolean): (x: Float64Array, i: number, out: Float64Array) => void {
  const { points, features, rows, metric } = index;
  if (metric.name === "precomputed") return (x, i, out) => out.set(x.subarray(i, i + rows));
  const { reduced } = distanceOf(metric, features);
  return (x, i, out) => {
    for (let row = 0, j = 0; row < rows; row++, j += features) {
      const value = reduced(x, i, points, j, Number.POSITIVE_INFINITY);
      out[row] = single ? Math.fround(value) : value;
    }
  };
}

export const radiusNeighborsKernel = kernel(ops.radiusNeighbors, ({ index, radius, self, sort, order, single }) => {
  const within = radiusOf(index, single);
  return ([input]) => {
    const { data } = requireTensor(input, ops.radiusNeighbors.op).as("float64");
    const [count = 0, width = 0] = input?.shape ?? [];
    const distances: number[][] = [];
    const numbers: bigint[][] = [];
    for (let row = 0; row < count; row++) {
      const values: number[] = [];
      const rows: number[] = [];
      within(data, row * width, radius, (found, distance) => {
        if (self && found === row) return;
        rows.push(found);
        values.push(distance);
      });
      const { values: near, rows: at } = sort ? sorted(values, rows, order) : { values, rows };
      distances.push([...near]);
      numbers.push(Array.from(at, (found) => BigInt(found)));
    }
    return [new Tensor("object", [count], distances), new Tensor("object", [count], numbers)];
  };
});

function sorted(values: readonly number[], rows: readonly number[], order: ops.SortOrder) {
  const found = { values: Float64Array.from(values), rows: Int32Array.from(rows) };
  simultaneousSort(found.values, found.rows, order);
  return found;
}

function radiusOf(index: Index, single: ops.Single): ReturnType<typeof treeRadius> {
  const { tree } = index;
  if (tree) return treeRadius({ ...index, tree });
  const fill = allDistances(index, single === "compared");
  const { fromReduced, toReduced } = distanceOf(index.metric, index.features);
  const all = new Float64Array(index.rows);
  return (x, i, radius, add) => {
    fill(x, i, all);
    const within = toReduced(radius);
    for (let row = 0; row < all.length; row++) if ((all[row] as number) <= within) add(row, fromReduced(all[row] as number));
  };
}

export const neighborGraphKernel = kernel(ops.neighborGraph, ({ columns }) => ([numbers, values]) => {
  const found = requireTensor(numbers, ops.neighborGraph.op);
  const count = found.shape[0] ?? 0;
  const rows: number[][] = [];
  if (found.dtype === "object") for (let i = 0; i < count; i++) rows.push((found.at(i) as readonly bigint[]).map(Number));
  else {
    const k = found.shape[1] ?? 0;
    for (let i = 0; i < count; i++) rows.push(Array.from({ length: k }, (_, n) => Number(found.at(i * k + n))));
  }
  const pointers = new Int32Array(count + 1);
  rows.forEach((row, i) => {
    pointers[i + 1] = (pointers[i] as number) + row.length;
  });
  const size = pointers[count] as number;
  const data = new Float64Array(size).fill(1);
  if (values) {
    const given = requireTensor(values, ops.neighborGraph.op);
    if (given.dtype === "object") data.set(Array.from({ length: count }, (_, i) => given.at(i) as readonly number[]).flat());
    else for (let i = 0; i < size; i++) data[i] = Number(given.at(i));
  }
  return [new CsrMatrix([count, columns], new Tensor("float64", [size], data), Int32Array.from(rows.flat()), pointers)];
});

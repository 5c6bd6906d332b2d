import { PyTuple, type PyValue } from "../../../container/pickle/values.js";
import { NdArray } from "../../../container/python/array.js";
import { realize } from "../../../container/python/realize.js";
import { requireObject } from "../../../decode/sklearn/object.js";
import { ModelError } from "../../../errors.js";
import type { SearchTree } from "../../../graph/ops/neighbors.js";
import { arrayOf } from "../fields.js";
import { numbersOf } from "../sparse-attribute.js";

/** A tree with its points in its own order. */
export interface TreeRecord extends SearchTree {
  readonly points: Float64Array;
  readonly rows: number;
  readonly features: number;
}

/**
 * Reads a KDTree or BallTree: the tuple that `__getstate__` makes (sklearn/neighbors/_binary_tree.pxi.tp), the same in all versions but
 * for sample_weight at its end (data, idx_array, node_data, node_bounds, leaf_size, n_levels, n_nodes, …).
 */
export function readSearchTree(value: PyValue, where: string): TreeRecord {
  const record = requireObject(realize(value) as PyValue, where);
  const name = /(KD|Ball)Tree/.exec(`${record.cls?.name ?? ""} ${record.args.items.map(className).join(" ")}`)?.[1];
  const state = record.states[0];
  const wrong = (what: string): never => {
    throw new ModelError("sklearn/attribute", `${where} should hold a KDTree or a BallTree, but ${what}.`, { where });
  };
  if (name === undefined) return wrong("holds something else");
  if (!(state instanceof PyTuple) || state.items.length < 7) return wrong("its state is not one");
  const [data, indices, nodes, bounds] = state.items as [PyValue, PyValue, PyValue, PyValue];
  const points = arrayOf(data, `${where}.data`);
  const [rows = 0, features = 0] = points.shape;
  const rowOf = numbersOf(arrayOf(indices, `${where}.idx_array`));
  const limits = arrayOf(bounds, `${where}.node_bounds`);
  const table = nodeTable(realize(nodes), `${where}.node_data`);
  const count = table.start.length;
  if (points.shape.length !== 2 || rows === 0 || rowOf.length !== rows)
    wrong(`has ${rowOf.length} indices for points of shape [${points.shape}]`);
  if (limits.shape.join() !== [name === "KD" ? 2 : 1, count, features].join())
    wrong(`has bounds of shape [${limits.shape}] for ${count} nodes`);
  const kind = name === "KD" ? "kd" : "ball";
  const order = permutation(rowOf, wrong);
  const box = numbersOf(limits);
  checkNodes(table, rows, wrong);
  if (box.some(Number.isNaN) || (kind === "ball" && table.radius.some((radius) => !(radius >= 0)))) wrong("has nodes that are nowhere");
  const given = numbersOf(points);
  const sorted = new Float64Array(rows * features);
  for (let i = 0; i < rows; i++) {
    const from = (order[i] as number) * features;
    sorted.set(given.subarray(from, from + features), i * features);
  }
  return { kind, order, ...table, bounds: box, points: sorted, rows, features };
}

type Wrong = (what: string) => never;
type NodeTable = Pick<SearchTree, "start" | "end" | "leaf" | "radius">;

/** Each row once. */
function permutation(rowOf: Float64Array, wrong: Wrong): Int32Array {
  const order = new Int32Array(rowOf.length).fill(-1);
  const seen = new Uint8Array(rowOf.length);
  rowOf.forEach((row, i) => {
    if (!Number.isInteger(row) || row < 0 || row >= rowOf.length) wrong(`names row ${row} of ${rowOf.length}`);
    if (seen[row] === 1) wrong(`names row ${row} twice`);
    seen[row] = 1;
    order[i] = row;
  });
  return order;
}

/** The root spans all points, and the children of each node share its span (_binary_tree.pxi.tp: _recursive_build): so each is met once. */
function checkNodes({ start, end, leaf }: NodeTable, rows: number, wrong: Wrong): void {
  const span = (node: number): string => `${start[node]} to ${end[node]}`;
  if (start[0] !== 0 || end[0] !== rows) wrong(`its root spans ${span(0)} of ${rows} points`);
  const open = [0];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (leaf[node] === 1) continue;
    const [left, right] = [2 * node + 1, 2 * node + 2];
    if (right >= start.length) wrong(`node ${node} has no children`);
    const [from, middle, to] = [start[node] as number, end[left] as number, end[node] as number];
    if (start[left] !== from || start[right] !== middle || end[right] !== to || !(from <= middle && middle <= to))
      wrong(`node ${node} spans ${span(node)}, and its children ${span(left)} and ${span(right)}`);
    open.push(left, right);
  }
}

const className = (value: unknown): string => (typeof value === "object" && value !== null && "name" in value ? String(value.name) : "");

/** NodeData_t: idx_start, idx_end, is_leaf (int64, or int32 on 32-bit machines) and radius. */
function nodeTable(nodes: unknown, where: string): NodeTable {
  const fields = nodes instanceof NdArray ? nodes.dtype.fields : undefined;
  if (!(nodes instanceof NdArray) || fields === undefined || nodes.bytes === undefined)
    throw new ModelError("sklearn/attribute", `${where} should be an array of records.`, { where });
  const { bytes, size, dtype } = nodes;
  const offset = (name: string): number => {
    const found = fields.find((candidate) => candidate.name === name);
    if (found === undefined || found.dtype.byteOrder === ">" || found.offset + found.dtype.itemSize > dtype.itemSize)
      throw new ModelError("sklearn/attribute", `${where} has no readable field "${name}".`, { where });
    return found.offset;
  };
  const [startAt, endAt, leafAt, radiusAt] = [offset("idx_start"), offset("idx_end"), offset("is_leaf"), offset("radius")];
  if (size === 0 || bytes.length < size * dtype.itemSize)
    throw new ModelError("sklearn/attribute", `${where} holds ${bytes.length} bytes for ${size} nodes.`, { where });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const table = { start: new Int32Array(size), end: new Int32Array(size), leaf: new Uint8Array(size), radius: new Float64Array(size) };
  for (let i = 0, from = 0; i < size; i++, from += dtype.itemSize) {
    table.start[i] = view.getInt32(from + startAt, true);
    table.end[i] = view.getInt32(from + endAt, true);
    table.leaf[i] = view.getInt32(from + leafAt, true) === 0 ? 0 : 1;
    table.radius[i] = view.getFloat64(from + radiusAt, true);
  }
  return table;
}

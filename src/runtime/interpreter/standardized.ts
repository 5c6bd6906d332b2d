import type { Graph } from "../../graph/builder.js";
import type { RuntimeValue } from "../../graph/info.js";
import type { Node } from "../../graph/op.js";
import type { CheckFiniteAttributes } from "../../graph/ops/input.js";
import type { Value } from "../../graph/value.js";
import { Tensor } from "../../tensor.js";
import { multiply } from "./gemm.js";
import type { Run } from "./kernel.js";

/**
 * A scaler in front of a linear model, and the checks before both, in one pass over the rows: ((x - mean) / scale) · w as
 * (x - mean) · (w / scale), which is the same but for the last digit. A product that is finite was made of finite numbers, so
 * the checks come with it; where it is not, the nodes run one by one and say what is wrong, or answer what there is to answer.
 */
export interface Standardized {
  /** What the first node reads. */
  readonly input: Value;
  /** The nodes that run as one, the product last. */
  readonly nodes: readonly Node[];
  /** Takes the runs of the nodes, for rows that are out of the ordinary. */
  prepare(runs: readonly Run[]): Run;
}

/** Products beyond this run one by one: a quotient in them may have been infinite, which scikit-learn refuses. */
const ORDINARY = 1e100;

/** Rows that are centered at a time, for products with several columns: as many as `multiply` takes together. */
const BLOCK = 4;

/** The products of a graph that take in what stands before them. */
export function standardized(graph: Graph, readers: ReadonlyMap<Value, number>): Standardized[] {
  const producers = new Map<Value, Node>();
  for (const node of graph.nodes) for (const output of node.outputs) producers.set(output, node);
  return graph.nodes.flatMap((node) => {
    const weights = node.op === "MatMul" ? matrixOf(node.inputs[1]) : undefined;
    const first = node.inputs[0];
    if (weights === undefined || first?.dtype !== "float64" || first.layout !== "dense" || first.rank !== 2 || first.constant) return [];
    return chainTo(node, first, weights, producers, readers) ?? [];
  });
}

function chainTo(
  product: Node,
  first: Value,
  weights: Tensor<"float64">,
  producers: ReadonlyMap<Value, Node>,
  readers: ReadonlyMap<Value, number>,
): Standardized | undefined {
  const features = weights.shape[0] ?? 0;
  const nodes = [product];
  let value = first;
  let mean: Float64Array | undefined;
  let scale: Float64Array | undefined;
  for (;;) {
    const node = producers.get(value);
    const source = node?.inputs[0];
    if (node === undefined || source === undefined || readers.get(value) !== 1 || source.dtype !== "float64" || source.rank !== 2) break;
    if (node.op === "Sub" && mean === undefined) mean = columnsOf(node.inputs[1], features);
    else if (node.op === "Div" && mean === undefined && scale === undefined) scale = columnsOf(node.inputs[1], features);
    else if (node.op !== "brine.CheckFinite" || (node.attributes as Partial<CheckFiniteAttributes>).refusal) break;
    if ((node.op === "Sub" && mean === undefined) || (node.op === "Div" && scale === undefined)) break;
    nodes.unshift(node);
    value = source;
  }
  if (nodes.length === 1 || value.shape[1] !== features) return undefined;
  return { input: value, nodes, prepare: (runs) => combined(weights, mean, scale, oneByOne(nodes, runs)) };
}

const matrixOf = (value: Value | undefined): Tensor<"float64"> | undefined =>
  value?.constant instanceof Tensor && value.dtype === "float64" && (value.rank === 1 || value.rank === 2)
    ? value.constant.as("float64")
    : undefined;

/** A constant that has one number for each column. */
function columnsOf(value: Value | undefined, features: number): Float64Array | undefined {
  if (!(value?.constant instanceof Tensor) || value.dtype !== "float64" || value.rank > 2) return undefined;
  const { data, shape } = value.constant.as("float64");
  return data.length === features && shape.at(-1) === features ? data : undefined;
}

function combined(weights: Tensor<"float64">, mean: Float64Array | undefined, scale: Float64Array | undefined, slow: Run): Run {
  const [features = 0, columns = 1] = weights.shape;
  const turned = new Float64Array(features * columns);
  for (let c = 0; c < columns; c++)
    for (let f = 0; f < features; f++) turned[c * features + f] = (weights.data[f * columns + c] as number) / (scale?.[f] ?? 1);
  const center = mean ?? new Float64Array(features);
  const vector = weights.shape.length === 1;
  return (inputs) => {
    const x = inputs[0];
    const rows = x?.shape[0] ?? 0;
    if (!(x instanceof Tensor) || x.dtype !== "float64" || x.shape[1] !== features || rows === 0) return slow(inputs);
    const out = new Float64Array(rows * columns);
    const { data } = x.as("float64");
    if (columns === 1) for (let i = 0; i < rows; i++) out[i] = centeredDot(data, i * features, center, turned, features);
    else products(data, rows, center, turned, out, features, columns);
    let ordinary = true;
    for (let i = 0; i < out.length; i++) if (!(Math.abs(out[i] as number) < ORDINARY)) ordinary = false;
    return ordinary ? [new Tensor("float64", vector ? [rows] : [rows, columns], out)] : slow(inputs);
  };
}

/** Four sums at a time, since one would wait for each addition. */
function centeredDot(x: Float64Array, at: number, center: Float64Array, w: Float64Array, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let f = 0;
  for (; f + 4 <= n; f += 4) {
    s0 += ((x[at + f] as number) - (center[f] as number)) * (w[f] as number);
    s1 += ((x[at + f + 1] as number) - (center[f + 1] as number)) * (w[f + 1] as number);
    s2 += ((x[at + f + 2] as number) - (center[f + 2] as number)) * (w[f + 2] as number);
    s3 += ((x[at + f + 3] as number) - (center[f + 3] as number)) * (w[f + 3] as number);
  }
  for (; f < n; f++) s0 += ((x[at + f] as number) - (center[f] as number)) * (w[f] as number);
  return s0 + s1 + (s2 + s3);
}

function products(
  x: Float64Array,
  rows: number,
  center: Float64Array,
  w: Float64Array,
  out: Float64Array,
  n: number,
  columns: number,
): void {
  const block = new Float64Array(BLOCK * n);
  for (let row = 0; row < rows; row += BLOCK) {
    const count = Math.min(BLOCK, rows - row);
    for (let i = 0, o = 0, p = row * n; i < count; i++) for (let f = 0; f < n; f++) block[o++] = (x[p++] as number) - (center[f] as number);
    multiply(block, 0, w, out, row * columns, count, n, columns);
  }
}

function oneByOne(nodes: readonly Node[], runs: readonly Run[]): Run {
  const constants = nodes.map(({ inputs }) => inputs.slice(1).map((value) => value.constant as RuntimeValue));
  return (inputs) => {
    let value = inputs[0] as RuntimeValue;
    runs.forEach((run, i) => {
      value = run([value, ...(constants[i] ?? [])])[0] as RuntimeValue;
    });
    return [value];
  };
}

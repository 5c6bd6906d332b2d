import { type Graph, GraphBuilder } from "../graph/builder.js";
import type { Node } from "../graph/op.js";
import type { ConvAttributes } from "../graph/ops/convolution.js";
import { broadcasting } from "../graph/ops/elementwise.js";
import type { PoolAttributes } from "../graph/ops/pooling.js";
import type { PadAttributes } from "../graph/ops/spatial.js";
import { axisOf } from "../graph/shapes.js";
import type { Value } from "../graph/value.js";

/** Ops that ask for channels in front: only around these do layers transpose. */
const channelsFirst = new Set(["Conv", "ConvTranspose", "MaxPool", "AveragePool", "Resize"]);
/** Ops of one element, or of several that stand at the same place. */
const elementwise = new Set([
  ...broadcasting,
  ...[
    "Not",
    "IsNaN",
    "IsInf",
    "Neg",
    "Abs",
    "Sign",
    "Sqrt",
    "Exp",
    "Log",
    "brine.Log1p",
    "brine.Expm1",
    "Floor",
    "Ceil",
    "Round",
    "Sin",
    "Cos",
    "Tan",
  ],
  ...["Asin", "Acos", "Atan", "Sinh", "Cosh", "Tanh", "Erf", "Relu", "Sigmoid", "Cast"],
]);
const along = new Set(["Softmax", "LogSoftmax", "CumSum", "Slice"]);
const reductions = new Set([
  ...["ReduceSum", "ReduceMean", "ReduceProd", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2", "ReduceSumSquare", "ReduceLogSumExp"],
  ...["ArgMax", "ArgMin"],
]);

/** What stands for a value of the old graph: it is `stored`, transposed by `order` (axis i of it is axis order[i] of what is stored). */
interface Held {
  readonly stored: Value;
  readonly order?: readonly number[];
}

/**
 * Moves the transposes around convolutions on through what follows, elementwise ops, reductions, padding, concatenation, until one meets its
 * inverse, so that networks whose layers have their channels last run with channels first from end to end. Zeros that are padded for
 * a convolution become its own.
 */
export function withChannelsFirst(graph: Graph): Graph {
  const [first] = graph.inputs;
  if (first === undefined || !graph.nodes.some(({ op }) => channelsFirst.has(op))) return graph;
  return new Rewrite(graph, new GraphBuilder(first.builder.fold)).run();
}

class Rewrite {
  readonly #held = new Map<Value, Held>();
  readonly #turned = new Map<Value, Map<string, Value>>();
  readonly #producers = new Map<Value, Node>();
  readonly #origins = new Map<Value, { readonly from: Value; readonly permutation: readonly number[] }>();

  constructor(
    readonly graph: Graph,
    readonly builder: GraphBuilder,
  ) {}

  run(): Graph {
    const { graph, builder } = this;
    for (const input of graph.inputs) this.#held.set(input, { stored: builder.input(input.name ?? "", input) });
    for (const node of graph.nodes) this.#node(node);
    if (!graph.rowwise) builder.mixRows();
    if (graph.single) builder.allowSinglePrecision();
    return builder.finish(graph.outputs.map((output) => this.#plain(output)));
  }

  #node(node: Node): void {
    const { op, inputs, attributes } = node;
    const held = inputs[0] && this.#holding(inputs[0]);
    const order = held?.order;
    if (op === "Transpose" && held) {
      const { permutation } = attributes as { readonly permutation: readonly number[] };
      this.#hold(
        node,
        held.stored,
        permutation.map((axis) => order?.[axis] ?? axis),
      );
    } else if (elementwise.has(op) || op === "Concat") this.#together(node);
    else if (order === undefined || held === undefined) this.#asIs(node);
    else if (along.has(op)) {
      const axis = order[axisOf(op, attributes.axis as number, order.length)];
      this.#hold(node, this.#emit(node, [held.stored], { ...attributes, axis }), order);
    } else if (op === "Pad")
      this.#hold(node, this.#emit(node, [held.stored], { ...attributes, pads: turnedPads(attributes.pads as number[], order) }), order);
    else if (reductions.has(op)) {
      const at = axisOf(op, attributes.axis as number, order.length);
      const axis = order[at] as number;
      const reduced = this.#emit(node, [held.stored], { ...attributes, axis });
      const rest = order.filter((_, i) => i !== at).map((from) => (from > axis ? from - 1 : from));
      this.#hold(node, reduced, attributes.keep ? order : rest);
    } else this.#asIs(node);
  }

  /** Several inputs in one order of axes: that of the largest, or its own where none is turned. */
  #together(node: Node): void {
    const rank = node.outputs[0]?.rank ?? 0;
    const all = node.inputs.map((input) => ({ input, held: this.#holding(input) }));
    const candidates = all.filter(({ input }) => input.constant === undefined && input.rank === rank);
    const largest = candidates.reduce((most, { input }) => Math.max(most, cells(input)), 0);
    const order = candidates.find(({ input, held }) => held.order && cells(input) === largest)?.held.order;
    // What has fewer axes is lengthened in front, where only constants surely have no rows.
    if (order === undefined || all.some(({ input }) => input.rank !== rank && input.rank > 0 && input.constant === undefined)) {
      this.#asIs(node);
      return;
    }
    const inputs = all.map(({ input, held }) => (input.rank === 0 ? held.stored : this.#inOrder(held, order)));
    const { axis } = node.attributes as { readonly axis?: number };
    const attributes = node.op === "Concat" ? { ...node.attributes, axis: order[axisOf(node.op, axis ?? 0, rank)] } : node.attributes;
    this.#hold(node, this.#emit(node, inputs, attributes), order);
  }

  /** What a value has to be stored as, for `order` to give it back. */
  #inOrder({ stored, order: own }: Held, order: readonly number[]): Value {
    if (own && own.join() === order.join()) return stored;
    const missing = order.length - stored.rank;
    const whole = missing > 0 ? stored.reshape([...new Array<number>(missing).fill(1), ...stored.shape]) : stored;
    // Axis `order[i]` of the answer is axis i of the value, which is axis own[i] of what is stored.
    const permutation = new Array<number>(order.length);
    for (const [i, axis] of order.entries()) permutation[axis] = own?.[i] ?? i;
    return this.#transposed(whole, permutation);
  }

  #asIs(node: Node): void {
    const inputs = node.inputs.map((input) => this.#plain(input));
    const padding = inputs[0] && this.#padding(inputs[0]);
    const pads = padding && joinedPads(node, padding);
    const outputs =
      padding && pads
        ? this.#emitAll(node, [padding.source(), ...inputs.slice(1)], { ...node.attributes, pads })
        : this.#emitAll(node, inputs, node.attributes);
    for (const [i, output] of node.outputs.entries()) this.#held.set(output, { stored: outputs[i] as Value });
  }

  /** The padding that made a value, or made what was transposed to it. */
  #padding(value: Value): Padding | undefined {
    const { from, permutation } = this.#origins.get(value) ?? { from: value, permutation: value.shape.map((_, axis) => axis) };
    const made = this.#producers.get(from);
    const [padded] = made?.inputs ?? [];
    if (made?.op !== "Pad" || padded === undefined) return undefined;
    const { pads, mode, value: filling } = made.attributes as unknown as PadAttributes;
    return {
      pads: [...permutation.map((axis) => pads[axis] ?? 0), ...permutation.map((axis) => pads[permutation.length + axis] ?? 0)],
      zeros: mode === "constant" && filling === 0,
      aboveZero: this.#producers.get(padded)?.op === "Relu",
      source: () => this.#transposed(padded, permutation),
    };
  }

  #emit(node: Node, inputs: readonly Value[], attributes: object): Value {
    return this.#emitAll(node, inputs, attributes)[0] as Value;
  }

  #emitAll(node: Node, inputs: readonly Value[], attributes: object): readonly Value[] {
    const outputs = this.builder.emit(node.spec, inputs, attributes as never);
    for (const output of outputs) this.#producers.set(output, { ...node, inputs, attributes: attributes as Node["attributes"], outputs });
    return outputs;
  }

  #hold(node: Node, stored: Value, order: readonly number[]): void {
    this.#held.set(node.outputs[0] as Value, order.every((axis, i) => axis === i) ? { stored } : { stored, order });
  }

  #holding(value: Value): Held {
    const known = this.#held.get(value) ?? (value.constant && { stored: this.builder.constant(value.constant) });
    if (known === undefined) throw new RangeError("A node uses a value that no node before it makes.");
    this.#held.set(value, known);
    return known;
  }

  /** The value as it was. */
  #plain(value: Value): Value {
    const { stored, order } = this.#holding(value);
    return order ? this.#transposed(stored, order) : stored;
  }

  /** Each transpose once; where only axes of length 1 change places, nothing moves in memory. */
  #transposed(value: Value, permutation: readonly number[]): Value {
    if (permutation.every((axis, i) => axis === i)) return value;
    const known = this.#turned.get(value) ?? new Map<string, Value>();
    this.#turned.set(value, known);
    const key = permutation.join();
    let turned = known.get(key);
    if (turned === undefined) {
      const moving = permutation.filter((axis) => value.shape[axis] !== 1);
      const still = permutation[0] === 0 && moving.every((axis, i) => i === 0 || axis > (moving[i - 1] as number));
      turned =
        still && value.constant === undefined
          ? value.reshape(permutation.map((axis) => value.shape[axis] ?? 1))
          : value.transpose(permutation);
      known.set(key, turned);
      this.#origins.set(turned, { from: value, permutation });
    }
    return turned;
  }
}

/** Elements of a row. */
function cells({ shape }: Value): number {
  return shape.reduce<number>((size, dim) => (typeof dim === "number" ? size * dim : size), 1);
}

/** Pads of the value as pads of what is stored. */
function turnedPads(pads: readonly number[], order: readonly number[]): number[] {
  const turned = new Array<number>(pads.length).fill(0);
  for (const [i, axis] of order.entries()) {
    turned[axis] = pads[i] ?? 0;
    turned[order.length + axis] = pads[order.length + i] ?? 0;
  }
  return turned;
}

interface Padding {
  /** In the order of axes of the padded value, as a convolution reads it. */
  readonly pads: readonly number[];
  readonly zeros: boolean;
  /** Whether nothing that was padded is below 0. */
  readonly aboveZero: boolean;
  /** What was padded. */
  source(): Value;
}

/**
 * The pads of a convolution, or of a maximum of what is never below 0, with those of zeros around the spatial axes in front of it; undefined
 * for other padding. No window of a maximum may lie in the pads alone.
 */
function joinedPads({ op, attributes }: Node, { pads, zeros, aboveZero }: Padding): number[] | undefined {
  const rank = pads.length / 2;
  if (!zeros || !(op === "Conv" || (op === "MaxPool" && aboveZero)) || [0, 1, rank, rank + 1].some((i) => pads[i] !== 0)) return undefined;
  const spatial = [...pads.slice(2, rank), ...pads.slice(rank + 2)];
  const { pads: own, kernel = [] } = attributes as unknown as ConvAttributes & Partial<PoolAttributes>;
  const joined = own.map((count, i) => count + (spatial[i] ?? 0));
  return op === "Conv" || joined.every((count, i) => count < (kernel[i % kernel.length] ?? 0)) ? joined : undefined;
}

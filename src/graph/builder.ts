import { ModelError } from "../errors.js";
import { CsrMatrix } from "../sparse.js";
import { type DType, sizeOf, Tensor } from "../tensor.js";
import { type Info, ROWS, type RuntimeValue } from "./info.js";
import type { Attributes, Node, OpSpec } from "./op.js";
import { Value } from "./value.js";

/** Runs one node on constants. Handed in by who composes the runtimes, since the graph itself cannot compute. */
export type Fold = (node: Node, inputs: readonly RuntimeValue[]) => readonly RuntimeValue[];

/**
 * What a method answers: one array, or a Python list or tuple of them; with `names`, the columns [N] of a table. `ragged`: the list is one
 * array of objects [N], whose cells are the rows, lists of unequal length; a dtype says what rows without cells are. With `keys`, the
 * values of a dict.
 */
export type Structure =
  | Value
  | {
      readonly list: readonly Structure[];
      readonly tuple: boolean;
      readonly names?: readonly string[];
      readonly keys?: readonly string[];
      readonly ragged?: boolean | DType;
    };

/** A finished graph: nodes in an order in which each comes after its inputs. */
export interface Graph {
  readonly inputs: readonly Value[];
  readonly nodes: readonly Node[];
  readonly outputs: readonly Value[];
  /** Whether the graph may be run on any slice of the rows, and the answers be put back together. */
  readonly rowwise: boolean;
  /** Whether answers need be right as float32 goes only: see `GraphBuilder.allowSinglePrecision`. */
  readonly single?: boolean;
}

/** Tells the graph that an attribute may be (a loop's body) from other attributes. */
export function isGraph(value: unknown): value is Graph {
  return typeof value === "object" && value !== null && "nodes" in value && "rowwise" in value;
}

/** The most numbers that an op may make of one row (128 MB of them): a file of a few bytes can ask for any width. */
const MAX_CELLS_PER_ROW = 2 ** 24;
/** Large constants may become others that are larger by this, at most. */
const GROWTH = 4;

/** Takes ops one at a time, infers what they give, and computes at once what depends on constants only. */
export class GraphBuilder {
  readonly inputs: Value[] = [];
  readonly nodes: Node[] = [];
  readonly #constants = new Map<RuntimeValue, Value>();
  #rowwise = true;
  #single = false;

  /** `fold` goes on to graphs that are rewritten from this one. */
  constructor(readonly fold: Fold) {}

  input(name: string, info: Info): Value {
    const value = new Value(this, info, undefined, name);
    this.inputs.push(value);
    return value;
  }

  constant(constant: RuntimeValue): Value {
    const known = this.#constants.get(constant);
    if (known) return known;
    const layout = constant instanceof CsrMatrix ? "csr" : "dense";
    const value = new Value(this, { dtype: constant.dtype, shape: constant.shape, layout }, constant);
    this.#constants.set(constant, value);
    return value;
  }

  emit<A extends object>(spec: OpSpec<A>, inputs: readonly Value[], attributes: A): Value[] {
    // Constants are at home in every graph: a node belongs to that of what is not known beforehand (a loop's body, say).
    const home = inputs.find((input) => input.constant === undefined)?.builder ?? this;
    if (home !== this) return home.emit(spec, inputs, attributes);
    const infos = spec.infer(inputs, attributes);
    const outputs = infos.map((info) => new Value(this, info, undefined));
    const node: Node = { spec: spec as OpSpec<never>, op: spec.op, inputs, attributes: attributes as Attributes, outputs };
    const constants: RuntimeValue[] = [];
    for (const input of inputs) if (input.constant) constants.push(input.constant);
    if (constants.length === inputs.length) {
      for (const info of infos) checkWidth(spec.op, info, GROWTH * Math.max(0, ...constants.map(({ shape }) => sizeOf(shape))));
      return this.fold(node, constants).map((result) => this.constant(result));
    }
    for (const info of infos) checkWidth(spec.op, info);
    if (inputs.some((input) => input.shape[0] === ROWS) && spec.mixesRows?.(inputs, attributes)) this.#rowwise = false;
    this.nodes.push(node);
    return outputs;
  }

  /** Declares that what follows looks across rows in a way that no op tells (a user's own function, say). */
  mixRows(): void {
    this.#rowwise = false;
  }

  /**
   * Declares that float32 values may be off by 1e-6 of what was added up to them: what the frameworks of neural networks keep from
   * one processor to the next, and what a runtime's own functions are good for.
   */
  allowSinglePrecision(): void {
    this.#single = true;
  }

  /** The graph that computes `outputs`: nodes that do not matter to them are left out. */
  finish(outputs: readonly Value[]): Graph {
    const needed = new Set<Value>(outputs);
    const nodes: Node[] = [];
    for (const node of this.nodes.toReversed()) {
      if (!node.outputs.some((output) => needed.has(output)) && !isCheck(node)) continue;
      for (const input of node.inputs) needed.add(input);
      nodes.push(node);
    }
    const rowwise = this.#rowwise && outputs.every((output) => output.shape[0] === ROWS);
    return { inputs: this.inputs, nodes: nodes.toReversed(), outputs, rowwise, single: this.#single };
  }
}

function checkWidth(op: string, { shape, layout }: Info, most = 0): void {
  if (layout !== "dense") return;
  const cells = shape.reduce<number>((product, dim) => (typeof dim === "number" ? product * dim : product), 1);
  if (cells <= Math.max(most, MAX_CELLS_PER_ROW)) return;
  throw new ModelError("graph/spec", `${op} would make ${cells} numbers of each row; at most ${MAX_CELLS_PER_ROW} are made.`, {
    where: op,
  });
}

/** Checks have no output that anyone reads, but they must run. */
function isCheck(node: Node): boolean {
  return node.op.startsWith("brine.Check") || node.spec.effect === true;
}

/** The values of a structure, left to right. */
export function leaves(structure: Structure): Value[] {
  return structure instanceof Value ? [structure] : structure.list.flatMap(leaves);
}

export function requireTensor(value: RuntimeValue | undefined, what: string): Tensor {
  if (value instanceof Tensor) return value;
  throw new ModelError("graph/spec", `${what} must be a dense tensor.`);
}

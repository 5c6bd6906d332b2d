import type { NodeDef } from "../../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { ModelError } from "../../errors.js";
import { type Dim, isConcrete } from "../../graph/info.js";
import { expand } from "../../graph/ops/shape.js";
import { productOf } from "../../graph/shapes.js";
import { integers, scalar, Value } from "../../graph/value.js";
import { type DType, sizeOf, Tensor } from "../../tensor.js";
import { NodeAttributes } from "./attributes.js";
import type { Context } from "./context.js";
import { ArrayList, describeItem, type Item, Sizes, Variable } from "./item.js";

/** One node while it becomes a part of our graph: its inputs, its settings, and the words for what is wrong with it. */
export class NodeCall {
  readonly attributes: NodeAttributes;

  constructor(
    readonly context: Context,
    readonly node: NodeDef,
    /** Without control inputs. */
    readonly inputs: readonly Item[],
    /** The nodes that have to run before, by their control edges. */
    readonly before: readonly NodeDef[],
    /** How deep in calls of functions. */
    readonly depth: number,
  ) {
    this.attributes = new NodeAttributes(node);
  }

  get name(): string {
    return this.node.name;
  }

  /** An input as an array. Lengths become one, too: the number of rows is counted then. */
  x(i = 0): Value {
    const item = this.item(i);
    if (item instanceof Value) return item;
    if (item instanceof Sizes) return counted(this, item);
    return this.wrong(`its input ${i} is ${describeItem(item)}`);
  }

  /** All inputs from `from` on, as arrays. */
  all(from = 0, to = this.inputs.length): Value[] {
    return Array.from({ length: Math.max(0, to - from) }, (_, i) => this.x(from + i));
  }

  item(i: number): Item {
    return this.inputs[i] ?? this.wrong(`it has ${this.inputs.length} inputs, and input ${i} is needed`);
  }

  /** An input whose numbers are known while the graph is made. */
  known(i: number): Tensor {
    const item = this.item(i);
    if (item instanceof Value && item.constant instanceof Tensor) return item.constant;
    return this.unsupported(`its input ${i} (${this.node.input[i]}) is known only when it runs`);
  }

  /** Known whole numbers: axes, paddings. */
  wholes(i: number): number[] {
    const tensor = this.known(i);
    return Array.from({ length: tensor.size }, (_, k) => Number(tensor.at(k)));
  }

  whole(i: number): number {
    const [only, ...rest] = this.wholes(i);
    return only === undefined || rest.length > 0 ? this.wrong(`its input ${i} should be one number`) : only;
  }

  /** Lengths, each known or a multiple of the number of rows. */
  dims(i: number): Dim[] {
    const item = this.item(i);
    return item instanceof Sizes ? [...item.dims] : this.wholes(i);
  }

  list(i: number): ArrayList {
    const item = this.item(i);
    return item instanceof ArrayList ? item : this.wrong(`its input ${i} is ${describeItem(item)}, not a list of arrays`);
  }

  variable(i: number): Variable {
    const item = this.item(i);
    return item instanceof Variable ? item : this.wrong(`its input ${i} is ${describeItem(item)}, not a variable`);
  }

  constant(tensor: Tensor): Value {
    return this.context.builder.constant(tensor);
  }

  /** Lengths as an item: an array where all are known. */
  sizes(dtype: DType, shape: readonly number[], dims: readonly Dim[]): Item {
    if (!isConcrete(dims)) return new Sizes(dtype, shape, dims);
    return this.constant(new Tensor("int64", shape, BigInt64Array.from(dims, BigInt))).cast(dtype);
  }

  /** An axis that may count from the back. */
  axis(axis: number, rank: number): number {
    const positive = axis < 0 ? axis + rank : axis;
    return positive >= 0 && positive < Math.max(rank, 1) ? positive : this.wrong(`it names axis ${axis} of ${rank}`);
  }

  /** `value` in a shape that may be a multiple of the number of rows: what no axis of the input tells is left to be found. */
  reshaped(value: Value, shape: readonly Dim[]): Value {
    if (shape.length === value.rank && shape.every((dim, i) => dim === value.shape[i])) return value;
    const untold = shape.filter((dim) => typeof dim === "string" && !value.shape.includes(dim));
    if (untold.length > 1 || (untold.length === 1 && shape.includes(-1)))
      return this.unsupported(`a shape of [${shape}] cannot be told from [${value.shape}]`);
    return value.reshape(shape.map((dim) => (dim === untold[0] ? -1 : dim)));
  }

  /** `value` repeated to a shape, which may hold multiples of the number of rows where the value has one element. */
  expanded(value: Value, shape: readonly Dim[]): Value {
    if (shape.some(isMultiple)) return this.#multiplied(value, shape);
    const names = [...new Set(shape.filter((dim) => typeof dim === "string"))];
    const { witness, builder } = this.context;
    const told = (by: Value, name: string) => by.shape.includes(name);
    // A large array of one number is made when it is needed, not kept.
    if (value.constant && witness && names.length === 0 && sizeOf(shape as number[]) > LARGE)
      return one(builder.emit(expand, [value, witness], { shape }));
    if (names.every((name) => told(value, name))) return one(builder.emit(expand, [value], { shape }));
    if (witness !== undefined && names.every((name) => told(witness, name) || told(value, name)))
      return one(builder.emit(expand, [value, witness], { shape }));
    return this.unsupported(`nothing tells the lengths [${shape}]`);
  }

  /** `2*N` places are N of 2 each. */
  #multiplied(value: Value, shape: readonly Dim[]): Value {
    const missing = shape.length - value.rank;
    const apart = shape.map((dim, i) => {
      const own = value.shape[i - missing] ?? 1;
      if (!isMultiple(dim) || own === dim) return { to: [dim], from: [own] };
      if (own !== 1) return this.unsupported(`[${value.shape}] repeated to [${shape}]`);
      const { factor, names } = productOf([dim]);
      return { to: [...names, factor], from: [...names, factor].map(() => 1) };
    });
    const parts = this.reshaped(
      value,
      apart.flatMap(({ from }): Dim[] => from),
    );
    return this.reshaped(
      this.expanded(
        parts,
        apart.flatMap(({ to }): Dim[] => to),
      ),
      shape,
    );
  }

  /** Throws `tensorflow/unsupported`: the op is known, this use of it is not. */
  unsupported(what: string): never {
    throw new ModelError("tensorflow/unsupported", `${this.node.op} node "${this.name}": ${what}.`, { where: this.name });
  }

  /** Throws `tensorflow/graph`: no TensorFlow wrote this. */
  wrong(what: string): never {
    throw new ModelError("tensorflow/graph", `${this.node.op} node "${this.name}": ${what}.`, { where: this.name });
  }
}

/** Numbers (256 kB of float32) that a constant may be repeated to while the graph is made. */
const LARGE = 2 ** 16;

const isMultiple = (dim: Dim): dim is string => typeof dim === "string" && dim.includes("*");
const one = (values: readonly Value[]): Value => values[0] as Value;

/** Lengths as numbers of the run: the rows are counted by adding up a one of each. */
function counted(n: NodeCall, { dtype, shape, dims }: Sizes): Value {
  const parts = dims.map((dim) => {
    const { factor, names } = productOf([dim]);
    let product = n.constant(scalar("int64", factor));
    for (const name of names) product = product.mul(n.expanded(n.constant(integers([1])), [name]).sum(0));
    return product.reshape([1]);
  });
  const [first, ...rest] = parts;
  if (first === undefined) return n.constant(new Tensor("int64", shape, new BigInt64Array(sizeOf(shape)))).cast(dtype);
  return (rest.length > 0 ? first.concat(rest, 0) : first).reshape(shape).cast(dtype);
}

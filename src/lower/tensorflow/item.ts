import { type Dim, isConcrete } from "../../graph/info.js";
import { dimOf, productOf, quotient } from "../../graph/shapes.js";
import { Value } from "../../graph/value.js";
import type { DType, Tensor } from "../../tensor.js";

/** Lengths, and what is computed of them, of which some depend on the number of rows: `[N, 12*N, 7]`. */
export class Sizes {
  constructor(
    readonly dtype: DType,
    readonly shape: readonly number[],
    /** In C order. */
    readonly dims: readonly Dim[],
  ) {}
}

/** A variable, which is read where it is used. */
export class Variable {
  constructor(
    readonly node: string,
    readonly value: Tensor | undefined,
  ) {}
}

/** A list of arrays that a loop fills (tensorflow/core/kernels/tensor_list.h); its length is known while the graph is made. */
export class ArrayList {
  constructor(
    readonly dtype: DType,
    readonly items: readonly (Value | undefined)[],
  ) {}
}

/** The branch of a TF 1 condition that is not taken (tensorflow/core/common_runtime/executor.cc: dead tensors). */
export class Dead {}
export const dead = new Dead();

/** What flows along an edge of a TensorFlow graph while it becomes ours. */
export type Item = Value | Sizes | Variable | ArrayList | Dead;

export function describeItem(item: Item): string {
  if (item instanceof Value) return `${item.dtype} of [${item.shape}]`;
  if (item instanceof Sizes) return `lengths [${item.dims}]`;
  if (item instanceof Variable) return `the variable ${item.node}`;
  return item instanceof ArrayList ? "a list of arrays" : "nothing";
}

/** Arithmetic of lengths; undefined where the outcome is no product. */
export const sizeArithmetic: { readonly [op: string]: (a: Dim, b: Dim) => Dim | undefined } = {
  mul: (a, b) => dimOf(productOf([a, b])),
  add: (a, b) => combined(a, b, (x, y) => x + y),
  sub: (a, b) => combined(a, b, (x, y) => x - y),
  div: (a, b) => {
    const found = b === 0 ? undefined : quotient(productOf([a]), productOf([b]));
    return found ? dimOf(found) : isConcrete([a, b]) ? Math.floor((a as number) / (b as number)) : undefined;
  },
};

/** Multiples of the same length may be added up. */
function combined(a: Dim, b: Dim, add: (x: number, y: number) => number): Dim | undefined {
  if (a === 0) return add(0, 1) === 1 ? b : undefined;
  if (b === 0) return a;
  const [x, y] = [productOf([a]), productOf([b])];
  if (x.names.join() !== y.names.join()) return undefined;
  return dimOf({ factor: add(x.factor, y.factor), names: x.names });
}

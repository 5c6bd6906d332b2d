import { ModelError } from "../errors.js";

import { type DType, isFloating, isInteger, Tensor } from "../tensor.js";
import type { GraphBuilder } from "./builder.js";
import type { Dim, Info, RuntimeValue } from "./info.js";
import * as ops from "./ops/index.js";
import { promote } from "./promote.js";

/** What the arithmetic methods take beside a Value: a constant, or a Python-like scalar that adopts the other side's dtype. */
export type Operand = Value | Tensor | number | boolean;

/**
 * A symbolic array: dtype and shape are known, the numbers are not (unless it is a constant). Methods are the ONNX ops in
 * camelCase; two sides of different dtypes are promoted as NumPy does.
 */
export class Value implements Info {
  readonly dtype: DType;
  readonly shape: readonly Dim[];
  readonly layout: "dense" | "csr";

  constructor(
    readonly builder: GraphBuilder,
    info: Info,
    /** The value itself, where it depends on no input. */
    readonly constant: RuntimeValue | undefined,
    /** Inputs have one. */
    readonly name?: string,
  ) {
    this.dtype = info.dtype;
    this.shape = info.shape;
    this.layout = info.layout;
  }

  get rank(): number {
    return this.shape.length;
  }

  /** The tensor of a constant; throws where the value depends on an input. */
  get tensor(): Tensor {
    if (this.constant instanceof Tensor) return this.constant;
    throw new ModelError("graph/spec", "A value that depends on the input was used where a constant is needed.");
  }

  /** The known length of an axis; throws where it is symbolic. */
  dim(axis: number): number {
    const dim = this.shape[axis < 0 ? axis + this.rank : axis];
    if (typeof dim === "number") return dim;
    throw new ModelError("graph/spec", `Axis ${axis} of a value of shape [${this.shape}] has no known length.`);
  }

  // Arithmetic, with NumPy's promotion.
  add(other: Operand): Value {
    return this.#binary(ops.add, other);
  }
  sub(other: Operand): Value {
    return this.#binary(ops.sub, other);
  }
  mul(other: Operand): Value {
    return this.#binary(ops.mul, other);
  }
  /** True division: integers become float64 first. */
  div(other: Operand): Value {
    return this.floating().#binary(ops.div, other instanceof Value || other instanceof Tensor ? this.#operand(other).floating() : other);
  }
  /** Floor division of integers or floats toward minus infinity is `div().floor()`; this one is ONNX `Mod` with Python's sign. */
  mod(other: Operand): Value {
    return this.#binary(ops.mod, other);
  }
  pow(other: Operand): Value {
    return this.#binary(ops.pow, other);
  }
  max(other: Operand): Value {
    return this.#binary(ops.max, other);
  }
  min(other: Operand): Value {
    return this.#binary(ops.min, other);
  }
  clip(low: number, high: number): Value {
    return this.max(low).min(high);
  }

  // Comparisons and logic.
  equal(other: Operand): Value {
    return this.#binary(ops.equal, other);
  }
  notEqual(other: Operand): Value {
    return this.equal(other).not();
  }
  less(other: Operand): Value {
    return this.#binary(ops.less, other);
  }
  lessOrEqual(other: Operand): Value {
    return this.#binary(ops.lessOrEqual, other);
  }
  greater(other: Operand): Value {
    return this.#binary(ops.greater, other);
  }
  greaterOrEqual(other: Operand): Value {
    return this.#binary(ops.greaterOrEqual, other);
  }
  and(other: Operand): Value {
    return this.#binary(ops.and, other);
  }
  or(other: Operand): Value {
    return this.#binary(ops.or, other);
  }
  not(): Value {
    return this.#unary(ops.not);
  }
  isNaN(): Value {
    return this.#unary(ops.isNotANumber);
  }
  isInf(): Value {
    return this.#unary(ops.isInfinite);
  }
  /** Elementwise `this ? a : b`. */
  where(a: Operand, b: Operand): Value {
    const [x, y] =
      a instanceof Value || a instanceof Tensor ? this.#pair(this.#operand(a), b) : this.#pair(this.#operand(b as Value), a).toReversed();
    return one(this.builder.emit(ops.where, [this, x as Value, y as Value], {}));
  }

  // Functions.
  neg(): Value {
    return this.#unary(ops.neg);
  }
  abs(): Value {
    return this.#unary(ops.abs);
  }
  sign(): Value {
    return this.#unary(ops.sign);
  }
  sqrt(): Value {
    return this.floating().#unary(ops.sqrt);
  }
  exp(): Value {
    return this.floating().#unary(ops.exp);
  }
  log(): Value {
    return this.floating().#unary(ops.log);
  }
  log1p(): Value {
    return this.floating().#unary(ops.log1p);
  }
  expm1(): Value {
    return this.floating().#unary(ops.expm1);
  }
  floor(): Value {
    return this.#unary(ops.floor);
  }
  ceil(): Value {
    return this.#unary(ops.ceil);
  }
  /** Half to even, as NumPy and ONNX. */
  round(): Value {
    return this.#unary(ops.round);
  }
  sin(): Value {
    return this.#unary(ops.sin);
  }
  cos(): Value {
    return this.#unary(ops.cos);
  }
  tan(): Value {
    return this.#unary(ops.tan);
  }
  asin(): Value {
    return this.#unary(ops.asin);
  }
  acos(): Value {
    return this.#unary(ops.acos);
  }
  atan(): Value {
    return this.#unary(ops.atan);
  }
  sinh(): Value {
    return this.#unary(ops.sinh);
  }
  cosh(): Value {
    return this.#unary(ops.cosh);
  }
  tanh(): Value {
    return this.#unary(ops.tanh);
  }
  erf(): Value {
    return this.#unary(ops.erf);
  }
  relu(): Value {
    return this.#unary(ops.relu);
  }
  /** Logistic function as scipy.special.expit. */
  sigmoid(): Value {
    return this.#unary(ops.sigmoid);
  }
  /** log(1 + exp(x)), without overflow. */
  softplus(): Value {
    return this.#unary(ops.softplus);
  }
  /** exp(x - max) over its sum, along the last axis (sklearn/utils/extmath.py: softmax). */
  softmax(axis = -1): Value {
    return one(this.builder.emit(ops.softmax, [this], { axis }));
  }
  logSoftmax(axis = -1): Value {
    return one(this.builder.emit(ops.logSoftmax, [this], { axis }));
  }

  // Reductions. `keep` keeps the axis with length 1.
  sum(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceSum, axis, keep);
  }
  mean(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceMean, axis, keep);
  }
  prod(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceProd, axis, keep);
  }
  maximum(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceMax, axis, keep);
  }
  minimum(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceMin, axis, keep);
  }
  norm1(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceL1, axis, keep);
  }
  norm2(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceL2, axis, keep);
  }
  sumSquare(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceSumSquare, axis, keep);
  }
  logSumExp(axis: number, keep = false): Value {
    return this.#reduce(ops.reduceLogSumExp, axis, keep);
  }
  /** First index of the largest; int64. */
  argMax(axis: number, keep = false): Value {
    return this.#reduce(ops.argMax, axis, keep);
  }
  argMin(axis: number, keep = false): Value {
    return this.#reduce(ops.argMin, axis, keep);
  }
  cumSum(axis: number): Value {
    return one(this.builder.emit(ops.cumSum, [this], { axis }));
  }
  /** Largest (or smallest) `k` along an axis, in order; ties by the lower index. Values and int64 indices. */
  topK(k: number, axis = -1, largest = true): [Value, Value] {
    const [values, indices] = this.builder.emit(ops.topK, [this], { k, axis, largest });
    return [values as Value, indices as Value];
  }

  // Linear algebra. A csr left side stays exact and sparse.
  matMul(other: Value | Tensor): Value {
    const right = this.#operand(other);
    const dtype = promote(this.dtype, right.dtype);
    return one(this.builder.emit(this.layout === "csr" ? ops.csrMatMul : ops.matMul, [this.cast(dtype), right.cast(dtype)], {}));
  }

  // Shape.
  reshape(shape: readonly Dim[]): Value {
    return one(this.builder.emit(ops.reshape, [this], { shape }));
  }
  transpose(permutation: readonly number[] = [...this.shape.keys()].reverse()): Value {
    return one(this.builder.emit(ops.transpose, [this], { permutation }));
  }
  squeeze(axis: number): Value {
    return one(this.builder.emit(ops.squeeze, [this], { axis }));
  }
  unsqueeze(axis: number): Value {
    return one(this.builder.emit(ops.unsqueeze, [this], { axis }));
  }
  /** Broadcast to a shape. */
  expand(shape: readonly Dim[]): Value {
    return one(this.builder.emit(ops.expand, [this], { shape }));
  }
  concat(others: readonly Value[], axis: number): Value {
    const all = [this as Value, ...others];
    const dtype = all.map((value) => value.dtype).reduce(promote);
    return one(
      this.builder.emit(
        ops.concat,
        all.map((value) => value.cast(dtype)),
        { axis },
      ),
    );
  }
  /** `this[..., start:end:step, ...]` along one axis. */
  slice(axis: number, start: number, end: number, step = 1): Value {
    return one(this.builder.emit(ops.slice, [this], { axis, start, end, step }));
  }
  /** `numpy.take(this, indices, axis)`. Indices int64. */
  gather(indices: Value | Tensor | readonly number[], axis = 0): Value {
    const index = indices instanceof Value || indices instanceof Tensor ? this.#operand(indices) : this.#operand(integers(indices));
    return one(this.builder.emit(this.layout === "csr" ? ops.csrGather : ops.gather, [this, index], { axis }));
  }
  /** `numpy.take_along_axis(this, indices, axis)`. */
  gatherElements(indices: Value, axis = -1): Value {
    return one(this.builder.emit(ops.gatherElements, [this, indices], { axis }));
  }
  /** 1 at the index, 0 elsewhere, along a new last axis of length `depth`. */
  oneHot(depth: number, dtype: DType = "float64"): Value {
    return one(this.builder.emit(ops.oneHot, [this], { depth, dtype }));
  }

  cast(dtype: DType): Value {
    if (dtype === this.dtype) return this;
    return one(this.builder.emit(this.layout === "csr" ? ops.csrCast : ops.cast, [this], { dtype }));
  }
  /** Integers and booleans to float64; floats stay. */
  floating(): Value {
    return isFloating(this.dtype) ? this : this.cast("float64");
  }
  /** A csr value as a dense one. */
  toDense(): Value {
    return this.layout === "dense" ? this : one(this.builder.emit(ops.csrToDense, [this], {}));
  }
  /** A constant in the same graph. */
  constantLike(constant: RuntimeValue): Value {
    return this.builder.constant(constant);
  }

  #unary(spec: typeof ops.neg): Value {
    return one(this.builder.emit(spec, [this], {}));
  }
  #binary(spec: typeof ops.add, other: Operand): Value {
    return one(this.builder.emit(spec, this.#pair(this, other), {}));
  }
  #reduce(spec: typeof ops.reduceSum, axis: number, keep: boolean): Value {
    return one(this.builder.emit(spec, [this], { axis, keep }));
  }
  #operand(other: Value | Tensor): Value {
    return other instanceof Value ? other : this.builder.constant(other);
  }

  #pair(left: Value, other: Operand): [Value, Value] {
    if (other instanceof Value || other instanceof Tensor) {
      const right = this.#operand(other);
      const dtype = promote(left.dtype, right.dtype);
      return [left.cast(dtype), right.cast(dtype)];
    }
    if (typeof other === "number" && !Number.isInteger(other) && !isFloating(left.dtype)) return this.#pair(left.cast("float64"), other);
    // Half floats are made of single ones, by the runtime that casts.
    if (left.dtype === "float16" || left.dtype === "bfloat16")
      return [left, this.builder.constant(scalar("float32", other)).cast(left.dtype)];
    return [left, this.builder.constant(scalar(left.dtype, other))];
  }
}

function one(values: readonly Value[]): Value {
  const [value] = values;
  if (value === undefined) throw new ModelError("graph/spec", "An op without outputs was used as a value.");
  return value;
}

/** A rank-0 tensor of a dtype. */
export function scalar(dtype: DType, value: number | boolean): Tensor {
  const number = Number(value);
  if (dtype === "int64") return new Tensor(dtype, [], BigInt64Array.of(BigInt(number)));
  if (dtype === "uint64") return new Tensor(dtype, [], BigUint64Array.of(BigInt(number)));
  if (dtype === "float64") return new Tensor(dtype, [], Float64Array.of(number));
  if (dtype === "float32") return new Tensor(dtype, [], Float32Array.of(number));
  if (dtype === "int32") return new Tensor(dtype, [], Int32Array.of(number));
  if (dtype === "bool") return new Tensor(dtype, [], Uint8Array.of(number));
  if (isInteger(dtype)) return new Tensor("int32", [], Int32Array.of(number));
  throw new ModelError("graph/spec", `No ${dtype} scalar can be made of ${value}.`);
}

/** A constant list of int64 indices. */
export function integers(values: readonly number[]): Tensor<"int64"> {
  return new Tensor(
    "int64",
    [values.length],
    BigInt64Array.from(values, (v) => BigInt(v)),
  );
}

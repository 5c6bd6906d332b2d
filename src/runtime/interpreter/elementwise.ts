import { requireTensor } from "../../graph/builder.js";
import type { Node } from "../../graph/op.js";
import { allocate, type Data, type DType, Tensor } from "../../tensor.js";
import { Plan } from "./broadcast.js";
import type { Run } from "./kernel.js";
import {
  allSafe,
  exactNumbers,
  fromHalf,
  isHalf,
  isPlain,
  isWide,
  type Numbers,
  storeIntegers,
  toHalf,
  unsupported,
  type Wide,
} from "./numbers.js";

/**
 * One block of a binary op: `out[at + i]` for a plan's `rows` x `cols`. Each op spells out its own loop, since a function called
 * per element would cost more than the arithmetic.
 */
export type Loop = (a: Numbers, b: Numbers, out: Numbers, plan: Plan, at: number) => void;
/** `out[i] = f(a[i])`. */
export type UnaryLoop = (a: Numbers, out: Numbers) => void;
type Exact = (a: bigint, b: bigint) => bigint | boolean;

type Pair = (a: Tensor, b: Tensor, plan: Plan) => Data;

/** Runs `pair` under a plan that is made anew only when the shapes change. */
function planned(op: string, dtype: DType, pair: Pair): Run {
  let plan: Plan | undefined;
  return (inputs) => {
    const a = requireTensor(inputs[0], op);
    const b = requireTensor(inputs[1], op);
    if (!plan?.fits(a.shape, b.shape)) plan = new Plan(op, [a.shape, b.shape]);
    return [new Tensor(dtype, plan.shape, pair(a, b, plan))];
  };
}

function apply(loop: Loop, a: Numbers, b: Numbers, out: Numbers, plan: Plan): void {
  for (let at = plan.start(); at < plan.size; at = plan.next()) loop(a, b, out, plan, at);
}

/** Any two arrays by a function per element: what typed loops cannot do (BigInts beyond 2^53, strings, objects). */
function applyEach<T>(plan: Plan, a: ArrayLike<T>, b: ArrayLike<T>, put: (at: number, x: T, y: T) => void): void {
  for (let at = plan.start(); at < plan.size; at = plan.next())
    for (let i = 0; i < plan.rows; i++)
      for (let j = 0; j < plan.cols; j++) {
        const x = a[plan.atA + i * plan.rowA + j * plan.colA] as T;
        const y = b[plan.atB + i * plan.rowB + j * plan.colB] as T;
        put(at + i * plan.cols + j, x, y);
      }
}

export interface Arithmetic {
  /** The op over plain numbers. */
  readonly loop: Loop;
  /** The same where the output is an integer of 32 bits or less, if that takes another loop. */
  readonly small?: Loop;
  /** The same for integers of 64 bits that a double holds, if that takes another loop. */
  readonly large?: Loop;
  /** The same for 64-bit integers beyond 2^53; wrapped to 64 bits afterwards. */
  readonly exact: (a: bigint, b: bigint) => bigint;
  /** The same for bool; without it there is no such op. */
  readonly bool?: Loop;
}

/** Two numbers of one dtype to a number of that dtype. */
export function arithmetic({ loop, small, large, exact, bool }: Arithmetic): (attributes: object, node: Node, overwrite: boolean) => Run {
  return (_, node, overwrite) => {
    const { op } = node;
    const dtype = node.inputs[0]?.dtype ?? "float64";
    if (isWide(dtype)) {
      const chosen = large ?? small ?? loop;
      return planned(op, dtype, (a, b, plan) => wide(dtype, chosen, exact, a.data as Wide, b.data as Wide, plan));
    }
    if (isHalf(dtype))
      return planned(op, dtype, (a, b, plan) => {
        const out = new Float32Array(plan.size);
        apply(loop, fromHalf(dtype, a.data as Uint16Array), fromHalf(dtype, b.data as Uint16Array), out, plan);
        return toHalf(dtype, out);
      });
    const chosen = dtype === "bool" ? bool : dtype === "float64" || dtype === "float32" ? loop : (small ?? loop);
    if (!isPlain(dtype) || chosen === undefined) throw unsupported(op, dtype);
    return planned(op, dtype, (a, b, plan) => {
      const own = overwrite && a.dtype === dtype && a.data.length === plan.size;
      const out = (own ? a.data : allocate(dtype, plan.size)) as Numbers;
      apply(chosen, a.data as Numbers, b.data as Numbers, out, plan);
      return out;
    });
  };
}

function wide(dtype: "int64" | "uint64", loop: Loop, exact: (a: bigint, b: bigint) => bigint, a: Wide, b: Wide, plan: Plan): Wide {
  const x = exactNumbers(a);
  const y = exactNumbers(b);
  const out = allocate(dtype, plan.size);
  if (x && y) {
    const numbers = new Float64Array(plan.size);
    apply(loop, x, y, numbers, plan);
    if (allSafe(numbers)) {
      storeIntegers(numbers, out);
      return out;
    }
  }
  applyEach<bigint>(plan, a, b, (at, p, q) => {
    out[at] = exact(p, q);
  });
  return out;
}

/** Two values of one dtype to a truth value. `each` serves what is no plain number. */
export function comparison(loop: Loop, exact: Exact, host?: (a: unknown, b: unknown) => boolean): (attributes: object, node: Node) => Run {
  return (_, node) => {
    const { op } = node;
    const dtype = node.inputs[0]?.dtype ?? "float64";
    const typed = (x: Numbers, y: Numbers, plan: Plan): Uint8Array => {
      const out = new Uint8Array(plan.size);
      apply(loop, x, y, out, plan);
      return out;
    };
    if (isPlain(dtype)) return planned(op, "bool", (a, b, plan) => typed(a.data as Numbers, b.data as Numbers, plan));
    if (isHalf(dtype))
      return planned(op, "bool", (a, b, plan) =>
        typed(fromHalf(dtype, a.data as Uint16Array), fromHalf(dtype, b.data as Uint16Array), plan),
      );
    if (isWide(dtype))
      return planned(op, "bool", (a, b, plan) => {
        const x = exactNumbers(a.data as Wide);
        const y = exactNumbers(b.data as Wide);
        if (x && y) return typed(x, y, plan);
        const out = new Uint8Array(plan.size);
        applyEach<bigint>(plan, a.data as Wide, b.data as Wide, (at, p, q) => {
          out[at] = exact(p, q) ? 1 : 0;
        });
        return out;
      });
    if (host === undefined || dtype.startsWith("complex")) throw unsupported(op, dtype);
    return planned(op, "bool", (a, b, plan) => {
      const out = new Uint8Array(plan.size);
      applyEach<unknown>(plan, a.data as ArrayLike<unknown>, b.data as ArrayLike<unknown>, (at, p, q) => {
        out[at] = host(p, q) ? 1 : 0;
      });
      return out;
    });
  };
}

/** One number to a number of the same dtype. `integers` is false where the op makes no sense on them. */
export function unary(loop: UnaryLoop, integers: UnaryLoop | false = false): (attributes: object, node: Node) => Run {
  return (_, node) => {
    const { op } = node;
    const dtype = node.inputs[0]?.dtype ?? "float64";
    const chosen = dtype === "float64" || dtype === "float32" || isHalf(dtype) ? loop : integers;
    if (chosen === false || !(isPlain(dtype) || isWide(dtype) || isHalf(dtype))) throw unsupported(op, dtype);
    return (inputs) => {
      const a = requireTensor(inputs[0], op);
      if (isPlain(dtype)) {
        const out = allocate(dtype, a.size) as Numbers;
        chosen(a.data as Numbers, out);
        return [new Tensor(dtype, a.shape, out)];
      }
      if (isHalf(dtype)) {
        const numbers = new Float32Array(a.size);
        chosen(fromHalf(dtype, a.data as Uint16Array), numbers);
        return [new Tensor<DType>(dtype, a.shape, toHalf(dtype, numbers))];
      }
      const out = allocate(dtype, a.size) as Wide;
      const numbers = exactNumbers(a.data as Wide);
      if (numbers) {
        chosen(numbers, numbers);
        storeIntegers(numbers, out);
      } else for (let i = 0; i < out.length; i++) out[i] = wideUnary(op, (a.data as Wide)[i] as bigint);
      return [new Tensor<DType>(dtype, a.shape, out)];
    };
  };
}

/** The few unary ops that integers have, beyond 2^53. */
function wideUnary(op: string, value: bigint): bigint {
  if (op === "Neg") return -value;
  if (op === "Abs") return value < 0n ? -value : value;
  if (op === "Sign") return value < 0n ? -1n : value > 0n ? 1n : 0n;
  if (op === "Relu") return value < 0n ? 0n : value;
  return value;
}

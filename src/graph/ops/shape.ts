import { ModelError } from "../../errors.js";
import type { DType } from "../../tensor.js";
import { type Dim, dense, type Info, ROWS } from "../info.js";
import type { OpSpec } from "../op.js";
import { axisOf, dimOf, productOf, quotient, unknownDim } from "../shapes.js";
import { overRows } from "./reduce.js";

const shapeOf = (inputs: readonly Info[]): readonly Dim[] => inputs[0]?.shape ?? [];
const dtypeOf = (inputs: readonly Info[]): DType => inputs[0]?.dtype ?? "float64";
const firstAxisMoves = (inputs: readonly Info[]): boolean => shapeOf(inputs)[0] === ROWS;

/** `shape` may name a symbolic length that the input has, and hold one -1. */
export const reshape: OpSpec<{ shape: readonly Dim[] }> = {
  op: "Reshape",
  infer: (inputs, { shape }) => {
    const from = productOf(shapeOf(inputs));
    const rest = productOf(shape.filter((dim) => dim !== -1));
    if (!shape.includes(-1)) {
      if (rest.names.join() === from.names.join() && rest.factor !== from.factor)
        throw new ModelError("graph/spec", `Reshape: [${shapeOf(inputs)}] does not fit into [${shape}].`);
      return [dense(dtypeOf(inputs), shape)];
    }
    const found = quotient(from, rest);
    const open: Dim = found ? dimOf(found) : from.names.join() === rest.names.join() ? from.factor / rest.factor : unknownDim();
    return [
      dense(
        dtypeOf(inputs),
        shape.map((dim) => (dim === -1 ? open : dim)),
      ),
    ];
  },
  mixesRows: (inputs, { shape }) => firstAxisMoves(inputs) && shape[0] !== ROWS && shape[0] !== -1,
};

export const transpose: OpSpec<{ permutation: readonly number[] }> = {
  op: "Transpose",
  infer: (inputs, { permutation }) => [
    dense(
      dtypeOf(inputs),
      permutation.map((axis) => shapeOf(inputs)[axis] ?? 1),
    ),
  ],
};

export const squeeze: OpSpec<{ axis: number }> = {
  op: "Squeeze",
  infer: (inputs, { axis }) => {
    const shape = shapeOf(inputs);
    const at = axisOf("Squeeze", axis, shape.length);
    if (shape[at] !== 1) throw new ModelError("graph/spec", `Squeeze: axis ${axis} of [${shape}] is not of length 1.`);
    return [
      dense(
        dtypeOf(inputs),
        shape.filter((_, i) => i !== at),
      ),
    ];
  },
};

export const unsqueeze: OpSpec<{ axis: number }> = {
  op: "Unsqueeze",
  infer: (inputs, { axis }) => {
    const shape = shapeOf(inputs);
    const at = axisOf("Unsqueeze", axis, shape.length + 1);
    return [dense(dtypeOf(inputs), [...shape.slice(0, at), 1, ...shape.slice(at)])];
  },
};

/** Broadcasts to `shape`; a symbolic length takes that of the second input, of which only the shape is used, or of the first. */
export const expand: OpSpec<{ shape: readonly Dim[] }> = {
  op: "Expand",
  infer: (inputs, { shape }) => [dense(dtypeOf(inputs), shape)],
};

export const concat: OpSpec<{ axis: number }> = {
  op: "Concat",
  infer: (inputs, { axis }) => {
    const shape = shapeOf(inputs);
    const at = axisOf("Concat", axis, shape.length);
    let total: Dim = 0;
    for (const input of inputs) {
      const dim = input.shape[at] ?? 0;
      total = typeof dim === "number" && typeof total === "number" ? total + dim : unknownDim();
    }
    const out = shape.map((dim, i) => (i === at ? total : (inputs.find((input) => typeof input.shape[i] === "string")?.shape[i] ?? dim)));
    return [dense(dtypeOf(inputs), inputs.length === 1 ? shape : out)];
  },
  mixesRows: (inputs, attributes) => inputs.some((input) => overRows([input], attributes)),
};

/** Python's `start:end:step`, negative indices from the back; `end` may be Infinity. */
export const slice: OpSpec<{ axis: number; start: number; end: number; step: number }> = {
  op: "Slice",
  infer: (inputs, { axis, start, end, step }) => {
    const shape = shapeOf(inputs);
    const at = axisOf("Slice", axis, shape.length);
    const dim = shape[at] ?? 0;
    if (typeof dim === "string")
      return [
        dense(
          dtypeOf(inputs),
          shape.map((d, i) => (i === at ? unknownDim() : d)),
        ),
      ];
    const { length } = sliceRange(dim, start, end, step);
    return [
      dense(
        dtypeOf(inputs),
        shape.map((d, i) => (i === at ? length : d)),
      ),
    ];
  },
  mixesRows: overRows,
};

/** Python's slice.indices for a length, with the number of elements. */
export function sliceRange(dim: number, start: number, end: number, step: number): { start: number; length: number } {
  const low = step > 0 ? 0 : -1;
  const high = step > 0 ? dim : dim - 1;
  const bound = (index: number) => Math.min(Math.max(index < 0 ? index + dim : index, low), high);
  const from = bound(start);
  const to = end === Number.NEGATIVE_INFINITY ? -1 : bound(end);
  return { start: from, length: Math.max(0, Math.ceil((to - from) / step)) };
}

/** `numpy.take`; int64 indices, negative ones from the back. */
export const gather: OpSpec<{ axis: number }> = {
  op: "Gather",
  infer: (inputs, { axis }) => {
    const shape = shapeOf(inputs);
    const at = axisOf("Gather", axis, shape.length);
    return [dense(dtypeOf(inputs), [...shape.slice(0, at), ...(inputs[1]?.shape ?? []), ...shape.slice(at + 1)])];
  },
  mixesRows: overRows,
};

export const gatherElements: OpSpec<{ axis: number }> = {
  op: "GatherElements",
  infer: (inputs) => [dense(dtypeOf(inputs), inputs[1]?.shape ?? [])],
  mixesRows: overRows,
};

export const oneHot: OpSpec<{ depth: number; dtype: DType }> = {
  op: "OneHot",
  infer: (inputs, { depth, dtype }) => [dense(dtype, [...shapeOf(inputs), depth])],
};

import { requireTensor } from "../../../graph/builder.js";
import type { RuntimeValue } from "../../../graph/info.js";
import * as ops from "../../../graph/ops/elementwise.js";
import { allocate, type Data, isFloating, Tensor } from "../../../tensor.js";
import { Plan } from "../broadcast.js";
import { kernel } from "../kernel.js";
import { numbersOf } from "../numbers.js";

export const not = kernel(ops.not, () => ([input]) => {
  const x = requireTensor(input, "Not").as("bool");
  const out = new Uint8Array(x.size);
  for (let i = 0; i < out.length; i++) out[i] = 1 - (x.data[i] as number);
  return [new Tensor("bool", x.shape, out)];
});

/** Objects are NaN where they are a float that is (None is not). */
export const isNotANumber = kernel(ops.isNotANumber, () => ([input]) => {
  const x = requireTensor(input, "IsNaN");
  const out = new Uint8Array(x.size);
  if (x.dtype === "object" || x.dtype === "string") for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(x.data[i]) ? 1 : 0;
  else if (isFloating(x.dtype)) {
    const numbers = numbersOf("IsNaN", x);
    for (let i = 0; i < out.length; i++) out[i] = Number.isNaN(numbers[i]) ? 1 : 0;
  }
  return [new Tensor("bool", x.shape, out)];
});

export const isInfinite = kernel(ops.isInfinite, () => ([input]) => {
  const x = requireTensor(input, "IsInf");
  const out = new Uint8Array(x.size);
  if (isFloating(x.dtype)) {
    const numbers = numbersOf("IsInf", x);
    for (let i = 0; i < out.length; i++) out[i] = Math.abs(numbers[i] as number) === Number.POSITIVE_INFINITY ? 1 : 0;
  }
  return [new Tensor("bool", x.shape, out)];
});

/** Picks from `a` where the condition holds, else from `b`; `pick` is one literal per kind of storage, so each stays fast. */
type Pick = (condition: Uint8Array, a: Data, b: Data, out: Data, plan: Plan) => void;

const pickNumbers: Pick = (condition, a, b, out, plan) => {
  for (let at = plan.start(); at < plan.size; at = plan.next()) {
    const { rows, cols, rowA, rowB, rowC, colA, colB, colC, atA, atB, atC } = plan;
    let o = at;
    for (let i = 0, p = atA, q = atB, r = atC; i < rows; i++, p += rowA, q += rowB, r += rowC)
      for (let j = 0, x = p, y = q, z = r; j < cols; j++, x += colA, y += colB, z += colC)
        out[o++] = (condition[x] === 1 ? a[y] : b[z]) as number;
  }
};

const pickAny: Pick = (condition, a, b, out, plan) => {
  for (let at = plan.start(); at < plan.size; at = plan.next()) {
    const { rows, cols, rowA, rowB, rowC, colA, colB, colC, atA, atB, atC } = plan;
    let o = at;
    for (let i = 0, p = atA, q = atB, r = atC; i < rows; i++, p += rowA, q += rowB, r += rowC)
      for (let j = 0, x = p, y = q, z = r; j < cols; j++, x += colA, y += colB, z += colC)
        out[o++] = (condition[x] === 1 ? a[y] : b[z]) as number;
  }
};

export const where = kernel(ops.where, (_, node) => {
  const dtype = node.outputs[0]?.dtype ?? "float64";
  const pick = dtype === "float64" ? pickNumbers : pickAny;
  let plan: Plan | undefined;
  return (inputs: readonly RuntimeValue[]) => {
    const condition = requireTensor(inputs[0], "Where").as("bool");
    const a = requireTensor(inputs[1], "Where");
    const b = requireTensor(inputs[2], "Where");
    if (!plan?.fits(condition.shape, a.shape, b.shape)) plan = new Plan("Where", [condition.shape, a.shape, b.shape]);
    const out = allocate(dtype, plan.size);
    pick(condition.data, a.data, b.data, out, plan);
    return [new Tensor(dtype, plan.shape, out)];
  };
});

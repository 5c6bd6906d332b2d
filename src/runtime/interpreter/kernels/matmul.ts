import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/linear.js";
import { allocate, type Data, type DType, sizeOf, Tensor } from "../../../tensor.js";
import { Plan } from "../broadcast.js";
import { multiply, transposed } from "../gemm.js";
import { kernel } from "../kernel.js";
import { isHalf, isPlain, isWide, type Numbers, numbersOf, toHalf, unsupported, type Wide } from "../numbers.js";

/** numpy.matmul. A constant right side is turned once so that both sides are read in order. */
export const matMul = kernel(
  ops.matMul,
  (_, node) => {
    const dtype = node.inputs[0]?.dtype ?? "float64";
    if (dtype === "bool" || !(isPlain(dtype) || isHalf(dtype) || isWide(dtype))) throw unsupported("MatMul", dtype);
    const constant = node.inputs[1]?.constant;
    const packed =
      constant instanceof Tensor && constant.shape.length <= 2 && !isWide(dtype)
        ? transposed(numbersOf("MatMul", constant), constant.shape[0] ?? 1, constant.shape[1] ?? 1)
        : undefined;
    const [inner = 0, columns = 1] = constant?.shape ?? [];
    const simple = constant?.shape.length === 2 && (dtype === "float64" || dtype === "float32") ? packed : undefined;
    return (inputs) => {
      const a = requireTensor(inputs[0], "MatMul");
      if (simple && a.shape.length === 2 && a.shape[1] === inner) {
        const rows = a.shape[0] as number;
        const product = allocate(dtype, rows * columns) as Numbers;
        multiply(a.data as Numbers, 0, simple, product, 0, rows, inner, columns);
        return [new Tensor<DType>(dtype, [rows, columns], product)];
      }
      const b = requireTensor(inputs[1], "MatMul");
      const left = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
      const right = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
      const m = left.at(-2) ?? 1;
      const k = left.at(-1) ?? 1;
      const n = right.at(-1) ?? 1;
      if (k !== right.at(-2) || a.shape.length === 0 || b.shape.length === 0)
        throw new ModelError("input/shape", `MatMul: shapes [${a.shape}] and [${b.shape}] do not multiply.`, { where: "MatMul" });
      // A matrix on the right serves all batches of the left as if they were more rows.
      const flat = right.length === 2;
      const plan = flat ? undefined : new Plan("MatMul", [left.slice(0, -2), right.slice(0, -2)]);
      const batch = plan ? plan.shape : left.slice(0, -2);
      const shape = [...batch, ...(a.shape.length === 1 ? [] : [m]), ...(b.shape.length === 1 ? [] : [n])];
      const out: Data = isHalf(dtype) ? new Float32Array(sizeOf(shape)) : allocate(dtype, sizeOf(shape));
      if (isWide(dtype)) multiplyWide(a.data as Wide, b.data as Wide, out as Wide, m, k, n, batches(plan, sizeOf(batch)));
      else {
        const x = numbersOf("MatMul", a);
        if (flat) multiply(x, 0, packed ?? transposed(numbersOf("MatMul", b), k, n), out as Numbers, 0, sizeOf(batch) * m, k, n);
        else {
          const y = numbersOf("MatMul", b);
          batches(plan, sizeOf(batch)).forEach(([p, q], i) => {
            multiply(x, p * m * k, transposed(y.subarray(q * k * n, (q + 1) * k * n), k, n), out as Numbers, i * m * n, m, k, n);
          });
        }
      }
      return [new Tensor<DType>(dtype, shape, isHalf(dtype) ? toHalf(dtype, out as Numbers) : out)];
    };
  },
  { fresh: true },
);

/** Which matrix of each side makes each matrix of the answer. */
function batches(plan: Plan | undefined, count: number): [number, number][] {
  if (!plan) return Array.from({ length: count }, (_, i) => [i, 0]);
  const pairs: [number, number][] = [];
  for (let at = plan.start(); at < plan.size; at = plan.next())
    for (let i = 0; i < plan.rows; i++)
      for (let j = 0; j < plan.cols; j++) pairs.push([plan.atA + i * plan.rowA + j * plan.colA, plan.atB + i * plan.rowB + j * plan.colB]);
  return pairs;
}

function multiplyWide(a: Wide, b: Wide, out: Wide, m: number, k: number, n: number, pairs: readonly (readonly [number, number])[]): void {
  pairs.forEach(([p, q], batch) => {
    for (let i = 0; i < m; i++)
      for (let j = 0; j < n; j++) {
        let sum = 0n;
        for (let l = 0; l < k; l++) sum += (a[(p * m + i) * k + l] as bigint) * (b[(q * k + l) * n + j] as bigint);
        out[(batch * m + i) * n + j] = sum;
      }
  });
}

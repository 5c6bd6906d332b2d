import type { Value } from "../../../graph/value.js";
import { Tensor } from "../../../tensor.js";

/** The settings of a kernel by name. */
export interface KernelSettings {
  readonly kernel: string;
  readonly gamma: number | undefined;
  readonly degree: number;
  readonly coef0: number;
}

/**
 * Kernel values [N, M] of rows [N, F] (csr too) against constant rows [M, F], as sklearn/metrics/pairwise.py: pairwise_kernels; undefined for
 * a kernel that is not known. `gamma` is 1 / F where it is undefined.
 */
export function pairwiseKernel(input: Value, rows: Value, { kernel, gamma, degree, coef0 }: KernelSettings): Value | undefined {
  const x = input.cast(rows.dtype === "float32" && input.dtype === "float32" ? "float32" : "float64");
  const scale = gamma ?? 1 / rows.dim(1);
  const products = () => x.matMul(rows.transpose());
  // One factor per column: onnxruntime makes a product with a single number part of the MatMul before it, as a float32.
  const scaled = () => products().mul(x.constantLike(new Tensor("float64", [rows.dim(0)], new Float64Array(rows.dim(0)).fill(scale))));
  switch (kernel) {
    case "linear":
      return products();
    case "precomputed":
      return x.toDense();
    case "poly":
    case "polynomial":
      return scaled().add(coef0).pow(degree);
    case "sigmoid":
      return scaled().add(coef0).tanh();
    case "cosine": {
      const lengths = (value: Value) => {
        const length = value.norm2(1, true);
        return length.equal(0).where(1, length);
      };
      const dense = x.toDense();
      return dense.div(lengths(dense)).matMul(rows.div(lengths(rows)).transpose());
    }
    case "rbf": {
      const dense = x.toDense();
      const squares = dense.mul(dense).sum(1, true).add(rows.mul(rows).sum(1).unsqueeze(0));
      return products().mul(-2).add(squares).max(0).mul(-scale).exp();
    }
    default:
      return undefined;
  }
}

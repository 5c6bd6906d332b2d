import { requireTensor } from "../../../graph/builder.js";
import { scaledSquares as spec } from "../../../graph/ops/scaledSquares.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { numbersOf } from "../numbers.js";
import { pairwiseSum, pairwiseSum32 } from "../pairwise.js";

export const scaledSquares = kernel(spec, (_, node) => {
  const single = node.outputs[0]?.dtype === "float32";
  const sum = single ? pairwiseSum32 : pairwiseSum;
  return (inputs) => {
    const [x, centers, variances] = inputs.map((input) => numbersOf(spec.op, requireTensor(input, spec.op)));
    const [rows = 0, columns = 0] = inputs[0]?.shape ?? [];
    const count = inputs[1]?.shape[0] ?? 0;
    const out = single ? new Float32Array(rows * count) : new Float64Array(rows * count);
    // Storing rounds to the dtype at every step.
    const terms = single ? new Float32Array(columns) : new Float64Array(columns);
    for (let i = 0, at = 0; i < rows; i++)
      for (let k = 0; k < count; k++, at++) {
        for (let j = 0, from = i * columns, to = k * columns; j < columns; j++, from++, to++) {
          terms[j] = (x?.[from] as number) - (centers?.[to] as number);
          terms[j] = (terms[j] as number) * (terms[j] as number);
          terms[j] = (terms[j] as number) / (variances?.[to] as number);
        }
        out[at] = sum(terms, 0, columns);
      }
    return [new Tensor<"float32" | "float64">(single ? "float32" : "float64", [rows, count], out)];
  };
});

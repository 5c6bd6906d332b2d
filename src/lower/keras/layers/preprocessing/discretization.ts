import type { Value } from "../../../../graph/value.js";
import { isFloating, Tensor } from "../../../../tensor.js";
import type { BoundLayer } from "../../bound.js";
import { defineLayer, when } from "../../define.js";
import { compressSummary } from "./bin-summary.js";
import { encode, outputMode } from "./encode.js";

interface Settings {
  readonly bin_boundaries: readonly number[] | undefined;
  readonly summary: unknown;
}

/**
 * Into how many bins from below a number belongs: how many boundaries are at or below it, all of them for NaN
 * (keras/src/layers/preprocessing/discretization.py: call; tensorflow/core/kernels/bucketize_op.cc).
 */
export const discretization = defineLayer("Discretization", {
  config: { bin_boundaries: "floats?", num_bins: "int?", output_mode: outputMode("int") },
  // Keras 2 keeps what it adapted to as a variable, and makes boundaries of it; Keras 3 writes the boundaries down.
  weights: { summary: when(({ bin_boundaries }: Pick<Settings, "bin_boundaries">) => bin_boundaries === undefined, false) },
  autocast: false,
  call: (x, m) => {
    const boundaries = m.bin_boundaries ?? adapted(m, m.num_bins);
    // Bucketize's boundaries are an attribute of float32; only float64 is compared in more.
    const wide = x.dtype === "float64";
    const edges = Float32Array.from(boundaries);
    const table = wide ? new Tensor("float64", [edges.length], Float64Array.from(edges)) : new Tensor("float32", [edges.length], edges);
    const numbers = x.cast(wide ? "float64" : "float32");
    const bin: Value = numbers.unsqueeze(x.rank).less(table).not().cast("int64").sum(x.rank);
    // to_json() of Keras 3 leaves out its version; up to 3.10 the dtype is that of the answer.
    const told = m.context.version.length > 1 || isFloating(m.dtype);
    const dtype = m.output_mode === "int" && m.atLeast(3, 11) && told ? "int32" : m.dtype;
    return encode(m, bin, { mode: m.output_mode, depth: edges.length + 1, dtype, lines: !m.atLeast(3) });
  },
});

function adapted(m: BoundLayer, bins: number | undefined): readonly number[] {
  if (bins === undefined || !m.has("summary"))
    m.refuse(
      "You need to either pass the `bin_boundaries` argument at construction time or call `adapt(dataset)` before you can start using the `Discretization` layer.",
    );
  return compressSummary(m.variable("summary").tensor, 1 / bins);
}

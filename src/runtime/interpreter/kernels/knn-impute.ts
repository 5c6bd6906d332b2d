import { requireTensor } from "../../../graph/builder.js";
import { type KnnImputeAttributes, knnImpute as spec } from "../../../graph/ops/knnImpute.js";
import { Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { NanDistances } from "../neighbors/nan-distances.js";
import { partitionedNearest } from "../neighbors/partition.js";

export const knnImpute = kernel(spec, (attributes) => {
  const { mark, donors, features, kept, empty } = attributes;
  const rows = donors.length / features;
  const means = (dtype: "float64" | "float32") => {
    const distances = new NanDistances(donors, rows, features, dtype);
    return { distances, impute: imputed(attributes, distances) };
  };
  const exact = means("float64");
  const rounded = attributes.single ? means("float32") : exact;
  const row = new Float64Array(features);
  const filled = new Float64Array(features);
  return ([input]) => {
    const x = requireTensor(input, spec.op);
    const { distances, impute } = x.dtype === "float32" ? rounded : exact;
    const data = x.data as Float64Array | Float32Array;
    const count = x.shape[0] ?? 0;
    const out = x.dtype === "float32" ? new Float32Array(count * kept.length) : new Float64Array(count * kept.length);
    for (let i = 0; i < count; i++) {
      let missing = false;
      for (let f = 0; f < features; f++) {
        const value = data[i * features + f] as number;
        const absent = mark.kind === "number" ? value === mark.value : Number.isNaN(value);
        row[f] = absent ? Number.NaN : value;
        missing ||= absent && empty[f] !== 1;
      }
      filled.set(row);
      if (missing) {
        distances.of(row);
        for (let f = 0; f < features; f++) if (Number.isNaN(row[f]) && empty[f] !== 1) filled[f] = impute(f);
      }
      for (let n = 0; n < kept.length; n++) {
        const f = kept[n] as number;
        out[i * kept.length + n] = empty[f] === 1 ? 0 : (filled[f] as number);
      }
    }
    return [new Tensor(x.dtype as "float64", [count, kept.length], out as Float64Array)];
  };
});

/** The value of a column for the row that `distances` belongs to (KNNImputer._calc_impute). */
function imputed({ donors, features, k, weights }: KnnImputeAttributes, distances: NanDistances): (column: number) => number {
  const holders = Array.from({ length: features }, (_, f) =>
    Int32Array.from(distances.values.keys()).filter((r) => !Number.isNaN(donors[r * features + f])),
  );
  const means = holders.map((rows, f) => rows.reduce((sum, r) => sum + (donors[r * features + f] as number), 0) / rows.length);
  // NumPy sorts NaN to the end.
  const nearestOf = (far: Float64Array, count: number): number[] =>
    Array.from(
      partitionedNearest(
        far.map((value) => (Number.isNaN(value) ? Number.POSITIVE_INFINITY : value)),
        count,
      ),
    );
  return (column) => {
    const rows = holders[column] as Int32Array;
    const count = Math.min(k, rows.length);
    let far = Float64Array.from(rows, (r) => distances.values[r] as number);
    if (far.every(Number.isNaN)) return means[column] as number;
    let nearest = nearestOf(far, Math.min(count + 1, rows.length));
    if (
      !distances.certain(
        nearest.map((n) => far[n] as number),
        count,
        weights === "distance",
      )
    ) {
      distances.asBlas();
      far = Float64Array.from(rows, (r) => distances.values[r] as number);
    }
    nearest = nearestOf(far, count);
    const touching = weights === "distance" && nearest.some((n) => far[n] === 0);
    let [sum, total] = [0, 0];
    for (const n of nearest) {
      const distance = far[n] as number;
      if (Number.isNaN(distance)) continue;
      const weight = weights === "uniform" ? 1 : touching ? Number(distance === 0) : 1 / distance;
      sum += weight * (donors[(rows[n] as number) * features + column] as number);
      total += weight;
    }
    return sum / total;
  };
}

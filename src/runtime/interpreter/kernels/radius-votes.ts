import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import { radiusVotes as spec } from "../../../graph/ops/radiusVotes.js";
import { float64 } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { arrayRepr } from "../numpy-print.js";

export const radiusVotes = kernel(spec, ({ codes, width, kind, weights, outlier }) => ([distances, rows]) => {
  const near = requireTensor(distances, spec.op);
  const found = requireTensor(rows, spec.op);
  const count = near.size;
  const out = new Float64Array(count * width);
  const alone: number[] = [];
  for (let i = 0; i < count; i++) {
    const far = near.at(i) as readonly number[];
    const who = found.at(i) as readonly bigint[];
    if (who.length === 0) {
      alone.push(i);
      if (outlier === "nan") out.fill(Number.NaN, i * width, (i + 1) * width);
      if (typeof outlier === "object" && "code" in outlier) out[i * width + outlier.code] = 1;
      continue;
    }
    const touching = weights === "distance" && far.includes(0);
    let total = 0;
    for (const [n, row] of who.entries()) {
      const weight = weights === "uniform" ? 1 : touching ? Number(far[n] === 0) : 1 / (far[n] as number);
      total += weight;
      if (kind === "votes") {
        const at = i * width + (codes[Number(row)] as number);
        out[at] = (out[at] as number) + weight;
      } else
        for (let k = 0; k < width; k++)
          out[i * width + k] = (out[i * width + k] as number) + weight * (codes[Number(row) * width + k] as number);
    }
    if (kind === "mean") for (let k = 0; k < width; k++) out[i * width + k] = (out[i * width + k] as number) / total;
  }
  if (alone.length > 0 && typeof outlier === "object" && "refuse" in outlier)
    throw new ModelError("input/value", outlier.refuse.replace("{list}", `[${alone.join(", ")}]`).replace("{array}", arrayRepr(alone)), {
      python: "ValueError",
    });
  return [float64([count, width], out)];
});

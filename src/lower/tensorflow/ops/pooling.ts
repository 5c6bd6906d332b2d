import { averagePool, maxPool } from "../../../graph/ops/pooling.js";
import type { Value } from "../../../graph/value.js";
import { defineNode } from "../define.js";
import type { NodeCall } from "../node.js";
import { laidBack, padsOf, spatialOf, windowed } from "../windows.js";

function pooled(n: NodeCall, pool: typeof maxPool): Value {
  const image = windowed(n, n.x());
  const kernel = spatialOf(n, "ksize", image.last);
  const found = pool([image.x], { kernel, strides: image.strides, pads: padsOf(n, image, kernel) });
  return laidBack(found[0] as Value, image);
}

export const maxima = defineNode(["MaxPool", "MaxPool3D"], (n) => pooled(n, maxPool));
/** Padded places do not count. */
export const averages = defineNode(["AvgPool", "AvgPool3D"], (n) => pooled(n, averagePool));

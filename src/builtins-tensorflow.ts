import { catalog } from "./catalog.js";
import type { NodeOp } from "./lower/tensorflow/define.js";
import { tensorflowLowering } from "./lower/tensorflow/lowering.js";
import { nodes } from "./lower/tensorflow/ops/index.js";

export { kerasSavedModelLowering } from "./lower/tensorflow/keras.js";

const ops = catalog(
  nodes.flatMap((op) => op.names.map((name): readonly [string, NodeOp] => [name, op])),
  ([name]) => name,
);

/** How TensorFlow's graphs become ours; loaded when the first is opened. */
export const lowering = tensorflowLowering(new Map([...ops.values()]));

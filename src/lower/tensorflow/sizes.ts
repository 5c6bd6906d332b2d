import type { Dim } from "../../graph/info.js";
import { Value } from "../../graph/value.js";
import { sizeOf, Tensor } from "../../tensor.js";
import type { NodeOp } from "./define.js";
import { type Item, Sizes } from "./item.js";
import { NodeCall } from "./node.js";

/** Lowers a node that is given lengths not yet known; undefined where it is given none, or takes them as numbers. */
export function lowerSizes(op: NodeOp, n: NodeCall): readonly Item[] | undefined {
  const { moves } = op;
  const moved = n.inputs.map((_, i) =>
    typeof moves === "string" ? moves === "all" || i < n.inputs.length - 1 : (moves?.includes(i) ?? false),
  );
  if (n.inputs.some((item, i) => item instanceof Sizes && moved[i]) && n.inputs.every((item, i) => !moved[i] || isKnown(item)))
    return moveSizes(op, n, moved);
  const found = n.inputs.some((item) => item instanceof Sizes) ? op.sizes?.(n) : undefined;
  return found && [found];
}

const isKnown = (item: Item): boolean => item instanceof Sizes || (item instanceof Value && item.constant instanceof Tensor);

/** Ops that move elements about do so to the numbers of lengths in a pool: which went where tells which length did. */
function moveSizes(op: NodeOp, n: NodeCall, moved: readonly boolean[]): readonly Item[] {
  const pool: Dim[] = [];
  const dtype = n.inputs.find((item) => item instanceof Sizes)?.dtype ?? "int32";
  const inputs = n.inputs.map((item, i) => {
    if (!moved[i]) return item;
    const start = pool.length;
    const shape = item instanceof Sizes ? item.shape : (item as Value).tensor.shape;
    pool.push(...n.dims(i));
    return n.constant(
      new Tensor(
        "int64",
        shape,
        BigInt64Array.from({ length: sizeOf(shape) }, (_, k) => BigInt(start + k)),
      ),
    );
  });
  const found = op.lower(new NodeCall(n.context, n.node, inputs, n.before, n.depth));
  const outputs = Array.isArray(found) ? (found as readonly Item[]) : [found as Item];
  return outputs.map((output) => {
    if (!(output instanceof Value) || output.constant === undefined) return n.unsupported("it makes more of lengths than can be followed");
    const { tensor } = output;
    return n.sizes(
      dtype,
      tensor.shape,
      Array.from({ length: tensor.size }, (_, k) => pool[Number(tensor.at(k))] ?? 0),
    );
  });
}

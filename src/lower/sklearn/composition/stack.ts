import { csrConcat, csrFromDense, csrScaleColumns } from "../../../graph/ops/linear.js";
import { promote } from "../../../graph/promote.js";
import type { Value } from "../../../graph/value.js";
import type { DType } from "../../../tensor.js";
import { Tensor } from "../../../tensor.js";
import { Frame, type Input } from "../../input.js";
import { anyRows } from "./answers.js";

/** `X * weight`, as sklearn/pipeline.py: _transform_one. A Python float takes the dtype of floats and makes integers float64. */
export function weighted(x: Input, weight: number | undefined): Input {
  if (weight === undefined) return x;
  if (x instanceof Frame)
    return new Frame(
      x.builder,
      x.names,
      x.values.map((value) => value.floating().mul(weight)),
    );
  const floats = x.floating();
  if (floats.layout !== "csr") return floats.mul(weight);
  const scale = floats.constantLike(new Tensor("float64", [floats.dim(1)], new Float64Array(floats.dim(1)).fill(weight)));
  return floats.builder.emit(csrScaleColumns, [floats, scale.cast(floats.dtype)], { divide: false })[0] as Value;
}

/** An array of what a step answered: a table as pandas makes it one. */
export function arrayOf(x: Input): Value {
  return x instanceof Frame ? x.toNumpy() : x;
}

/** `numpy.hstack` of dense blocks: beside an array of strings, NumPy makes strings of numbers. */
export function denseStack(blocks: readonly Value[]): Value {
  const texts = blocks.some(({ dtype }) => dtype === "string") && blocks.every(({ dtype }) => dtype !== "object");
  const [first, ...others] = blocks.map((block) => (texts ? block.toDense().cast("string") : block.toDense()));
  return (first as Value).concat(others, 1);
}

/** `scipy.sparse.hstack(…).tocsr()`: zeros of dense blocks are left out. */
export function sparseStack(blocks: readonly Value[]): Value {
  const dtype = blocks.map((block): DType => block.dtype).reduce(promote);
  const sparse = blocks.map((block) => {
    const cast = block.cast(dtype);
    return cast.layout === "csr" ? cast : (cast.builder.emit(csrFromDense, [cast], {})[0] as Value);
  });
  const first = sparse[0] as Value;
  return sparse.length === 1 ? first : (first.builder.emit(csrConcat, sparse, {})[0] as Value);
}

/** Tables side by side, if all are; their names are those of the columns' steps until the owner gives its own. */
export function tableStack(blocks: readonly Input[]): Frame | undefined {
  const frames = blocks.filter((block) => block instanceof Frame);
  const [first] = frames;
  if (first === undefined || frames.length < blocks.length) return undefined;
  return new Frame(
    first.builder,
    frames.flatMap((frame) => frame.names),
    frames.flatMap((frame) => frame.values),
  );
}

/** `numpy.zeros((rows, 0))`, of as many rows as the input has. */
export function noColumns(x: Input): Value {
  const rows = anyRows(x);
  return (rows.rank === 1 ? rows.unsqueeze(1) : rows).slice(1, 0, 0).cast("float64");
}

import { ModelError } from "../../../errors.js";
import { type Data, sizeOf, type Tensor, zeros } from "../../../tensor.js";
import { dtypeOf } from "../dtype.js";
import type { BundleEntryProto } from "../generated/tensorflow/core/protobuf/tensor_bundle_pb.js";
import { byteLength } from "./elements.js";
import { type Extent, sliceKey } from "./slice-key.js";
import { shown } from "./table.js";

/** The whole of a partitioned variable. */
export async function assemble(
  { dtype: type, slices }: BundleEntryProto,
  shape: readonly number[],
  where: string,
  key: string,
  part: (key: string, shape: readonly number[]) => Promise<Tensor>,
): Promise<Tensor> {
  const dtype = dtypeOf(type) ?? "float32";
  const parts = slices.map(({ extent }): Extent[] =>
    extent.map(({ start, hasLength }) => ({
      start: Number(start),
      length: hasLength.case === "length" ? Number(hasLength.value) : -1,
    })),
  );
  const extents = parts.map((part) =>
    part.map(({ start, length }, axis) => (length < 0 ? { start: 0, length: shape[axis] ?? 0 } : { start, length })),
  );
  const covered = extents.reduce((sum, axes) => sum + sizeOf(axes.map(({ length }) => length)), 0);
  const fits = extents.every(
    (axes) => axes.length === shape.length && axes.every(({ start, length }, i) => start >= 0 && start + length <= (shape[i] ?? 0)),
  );
  // Nothing is allocated that the parts do not fill.
  if (!fits || covered !== sizeOf(shape) || byteLength(dtype, shape) === undefined)
    throw new ModelError("bundle/malformed", `${where}: the ${slices.length} parts of ${shown(key)} do not make up [${shape}].`, { where });
  const found: Tensor[] = [];
  for (const [i, axes] of extents.entries())
    found.push(
      await part(
        sliceKey(key, parts[i] ?? []),
        axes.map(({ length }) => length),
      ),
    );
  const whole = zeros(dtype, shape);
  for (const [i, tensor] of found.entries()) place(whole, tensor, extents[i] ?? []);
  return whole;
}

/** Copies a part to where it belongs, row by row of its last axis. */
function place(whole: Tensor, part: Tensor, extents: readonly Extent[]): void {
  const [from, to]: [Data, Data] = [part.data, whole.data];
  const each = part.size === 0 ? 1 : from.length / part.size;
  const row = extents.at(-1)?.length ?? 1;
  const counter = extents.map(() => 0);
  for (let at = 0; at < part.size; at += row) {
    let index = 0;
    extents.forEach(({ start }, axis) => {
      index = index * (whole.shape[axis] ?? 1) + start + (counter[axis] ?? 0);
    });
    for (let i = 0; i < row * each; i++) to[index * each + i] = from[at * each + i] as never;
    for (let axis = extents.length - 2; axis >= 0; axis--) {
      counter[axis] = (counter[axis] ?? 0) + 1;
      if ((counter[axis] ?? 0) < (extents[axis]?.length ?? 1)) break;
      counter[axis] = 0;
    }
  }
}

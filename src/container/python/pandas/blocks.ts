import { PyDict, PyObject, PyTuple, type PyValue } from "../../pickle/values.js";
import { NdArray } from "../array.js";
import { intOf, itemsOf, onlyState } from "../content.js";
import { type Context, PandasArray, PandasIndex, type PandasValues, PyRange, type PyReal, PySlice } from "../real.js";
import { toCOrder } from "../swap.js";
import { toTensor } from "../tensor.js";
import { valuesOf } from "./arrays.js";
import { className } from "./names.js";

/** What holds a frame's or a series' values: the axes, and blocks of columns of one dtype with the columns they fill. */
export interface Manager {
  readonly axes: readonly PandasIndex[];
  readonly blocks: readonly { readonly values: PandasValues; readonly placement: PyReal }[];
}

/**
 * A block manager of any generation. Since 1.3: `BlockManager((_unpickle_block(values, placement, ndim), …), axes)`. Before, and
 * for series: an instance with the state (axes, values, items, {"0.14.1": {axes, blocks: [{values, mgr_locs}]}})
 * (pandas/core/internals/managers.py, `__setstate__`).
 */
export function readManager(value: PyValue | undefined, context: Context): Manager | undefined {
  if (!(value instanceof PyObject)) return undefined;
  const name = className(value.cls ?? null);
  if (name !== "BlockManager" && name !== "SingleBlockManager") return undefined;
  if (value.how === "reduce") {
    const [blocks = null, axes = null] = value.args.items;
    return assembled(itemsOf(axes), itemsOf(blocks)?.map(unpickledBlock), context);
  }
  const state = onlyState(value);
  const parts = state instanceof PyTuple ? state.items : [];
  const versions = parts[3];
  const newest = versions instanceof PyDict ? versions.get("0.14.1") : undefined;
  if (!(newest instanceof PyDict)) return undefined;
  const blocks = itemsOf(newest.get("blocks") ?? null)?.map((block) =>
    block instanceof PyDict ? { values: block.get("values") ?? null, placement: block.get("mgr_locs") ?? null } : undefined,
  );
  return assembled(itemsOf(newest.get("axes") ?? null), blocks, context);
}

interface RawBlock {
  readonly values: PyValue;
  readonly placement: PyValue;
}

const blockMakers: ReadonlySet<string> = new Set(["pandas._libs.internals._unpickle_block", "pandas.core.internals.blocks.new_block"]);

function unpickledBlock(block: PyValue): RawBlock | undefined {
  if (!(block instanceof PyObject) || !blockMakers.has(block.callablePath)) return undefined;
  const [values = null, placement = null] = block.args.items;
  return { values, placement };
}

function assembled(
  axes: readonly PyValue[] | undefined,
  blocks: readonly (RawBlock | undefined)[] | undefined,
  context: Context,
): Manager | undefined {
  const indexes = axes?.map((axis) => context.realize(axis));
  if (indexes === undefined || blocks === undefined || !indexes.every((index) => index instanceof PandasIndex)) return undefined;
  const read: { values: PandasValues; placement: PyReal }[] = [];
  for (const block of blocks) {
    const values = block && valuesOf(context.realize(block.values));
    if (block === undefined || values === undefined) return undefined;
    read.push({ values, placement: context.realize(block.placement) });
  }
  return { axes: indexes as PandasIndex[], blocks: read };
}

/** The columns that a block's `count` rows fill, in their order; undefined where the placement is of another length. */
export function positionsOf(placement: PyReal, count: number): number[] | undefined {
  if (placement instanceof PySlice) {
    const start = intOf(placement.start) ?? 0;
    const step = intOf(placement.step) ?? 1;
    const stop = intOf(placement.stop) ?? (step > 0 ? start + count * step : -1);
    if (step === 0 || new PyRange(BigInt(start), BigInt(stop), BigInt(step)).length !== count) return undefined;
    return Array.from({ length: count }, (_, i) => start + i * step);
  }
  if (!(placement instanceof NdArray) || placement.bytes === undefined || placement.dtype.kind !== "i" || placement.size !== count)
    return undefined;
  const tensor = toTensor(placement);
  return Array.from({ length: count }, (_, i) => Number(tensor.at(i)));
}

/** A block's rows, at most `most`: each is a column of the frame. One-dimensional blocks are one column. */
export function rowsOf(values: PandasValues, most: number): PandasValues[] | undefined {
  if (values instanceof PandasArray) {
    if (values.values.shape.length !== 2) return [values];
    const { kind, detail } = values;
    return rowsOf(values.values, most)?.map((row) => new PandasArray(kind, row as NdArray, { detail }));
  }
  const { dtype, shape, objects, bytes } = values;
  const [count = 0, length = 0] = shape;
  if (shape.length === 1) return [values];
  if (shape.length !== 2 || count > most) return undefined;
  const rows = Array.from({ length: count }, (_, i) => i);
  if (objects) return rows.map((i) => new NdArray(dtype, [length], false, undefined, objects.slice(i * length, (i + 1) * length)));
  if (bytes === undefined) return undefined;
  const ordered = values.fortran ? toCOrder(bytes, shape, dtype.itemSize) : bytes;
  const width = length * dtype.itemSize;
  return rows.map((i) => new NdArray(dtype, [length], false, ordered.subarray(i * width, (i + 1) * width), undefined));
}

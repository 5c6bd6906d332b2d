import { readNpz } from "../../../container/npy/npz.js";
import { readNpy } from "../../../container/npy/read.js";
import { toTensor } from "../../../container/python/tensor.js";
import { ModelError } from "../../../errors.js";
import { defaultLimits } from "../../../limits.js";
import { Table } from "../../../table.js";
import type { Tensor } from "../../../tensor.js";
import { type Batch, inBatches } from "../batch.js";
import type { Input } from "../input.js";
import { defaultBatchRows, type ReadOptions } from "../options.js";
import { selectColumns } from "../select.js";
import { fromScipy, isScipySparse } from "./sparse.js";

/** Batches of a .npy file: its array, whose first axis is the rows. */
export async function* readNpyFile(input: Input, options: ReadOptions): AsyncIterable<Batch> {
  const bytes = await whole(input, options);
  const tensor = withRows(toTensor(readNpy(bytes, options.limits ?? defaultLimits, input.name)), input.name);
  yield* inBatches(selectColumns(tensor, options.columns, input.name), options.batchRows ?? defaultBatchRows);
}

/**
 * Batches of a .npz file: a matrix of scipy.sparse.save_npz, its only array, the array that `columns` names, or several
 * one-dimensional arrays of one length as a Table.
 * @throws ModelError `input/names` where it does not say which of its arrays is meant
 */
export async function* readNpzFile(input: Input, options: ReadOptions): AsyncIterable<Batch> {
  const { name } = input;
  const arrays = await readNpz(await whole(input, options), options.limits ?? defaultLimits, name);
  yield* inBatches(
    batchOf(new Map([...arrays].map(([key, array]) => [key, toTensor(array)])), options.columns, name),
    options.batchRows ?? defaultBatchRows,
  );
}

function batchOf(arrays: ReadonlyMap<string, Tensor>, columns: readonly string[] | undefined, where: string): Batch {
  const names = [...arrays.keys()];
  if (isScipySparse(names)) return selectColumns(fromScipy(arrays, where), columns, where);
  const only = columns ?? names;
  const picked = only.map((name): [string, Tensor] => {
    const array = arrays.get(name);
    if (!array)
      throw new ModelError("input/names", `${where} has no array "${name}"; it has ${names.join(", ")}.`, { where, python: "KeyError" });
    return [name, withRows(array, where)];
  });
  const [first] = picked;
  if (!first) throw new ModelError("input/names", `${where} holds no array.`, { where });
  if (picked.length === 1) return first[1];
  if (picked.some(([, array]) => array.shape.length !== 1 || array.shape[0] !== first[1].shape[0]))
    throw new ModelError(
      "input/names",
      `${where} holds ${picked.map(([name, array]) => `${name} [${array.shape}]`).join(", ")}; say which array holds the rows, through the columns option.`,
      { where },
    );
  return new Table(new Map(picked));
}

async function whole(input: Input, options: ReadOptions): Promise<Uint8Array> {
  const source = await input.source();
  const { maxBytes } = options.limits ?? defaultLimits;
  if (source.size > maxBytes)
    throw new ModelError("bytes/too-large", `${source.name} has ${source.size} bytes; the limit (maxBytes) is ${maxBytes}.`, {
      where: source.name,
    });
  const bytes = await source.read(0, source.size);
  options.onBytes?.(source.size, source.size);
  return bytes;
}

function withRows(tensor: Tensor, where: string): Tensor {
  if (tensor.shape.length > 0) return tensor;
  throw new ModelError("input/shape", `${where} holds a single value; rows are needed: an array of 1 or more dimensions.`, { where });
}

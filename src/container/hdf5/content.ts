import { ModelError } from "../../errors.js";
import { type DType, sizeOf, Tensor } from "../../tensor.js";
import type { Budget } from "./budget.js";
import { numbers, STRING, textsAt } from "./elements.js";
import type { Hdf5Metadata } from "./h5wasm.js";
import type { Library } from "./library.js";
import type { Mounted } from "./mount.js";

/** The open file that datasets are read from. */
export interface OpenFile {
  readonly library: Library;
  readonly mounted: Mounted;
  readonly id: bigint;
  /** For messages. */
  readonly name: string;
  readonly size: number;
  readonly budget: Budget;
}

/** Values, or where in the file they lie as they are. */
export type Located = Tensor | { readonly offset: number; readonly bytes: number };

/** Filters of libhdf5 itself, which h5wasm has: deflate, shuffle, fletcher32, szip, nbit, scaleoffset. */
const knownFilters = new Set([1, 2, 3, 4, 5, 6]);
/** Up to this size libhdf5 reads a dataset with one call of its own (its sieve buffer), and nothing is to be won. */
const SMALL_BYTES = 64 * 1024;
/** A chunk takes a key and an address of 8 bytes at least in the file; some more may be left out of a small one. */
const SMALLEST_CHUNK_BYTES = 16;
const MOST_CHUNKS = 4_096;
/** Bytes that pass through libhdf5's memory at a time. */
const SLAB_BYTES = 16 * 2 ** 20;

/** The values of a dataset, or the place of a large one that lies in the file in one piece and the machine's byte order. */
export function locate(file: OpenFile, path: string, metadata: Hdf5Metadata, dtype: DType): Located {
  const shape = metadata.shape ?? [0];
  const count = checkedCount(file, path, shape, metadata.total_size);
  const bytes = count * metadata.size;
  if (count === 0) return dtype === "string" ? new Tensor("string", shape, []) : numbers(dtype, shape, new Uint8Array(0));
  if (metadata.virtual_sources)
    throw new ModelError(
      "hdf5/external",
      `${path} of ${file.name} is put together from other files (${metadata.virtual_sources
        .map((s) => s.file_name)
        .join(", ")
        .slice(0, 200)}), which are not opened; copy its values into one dataset.`,
      { where: file.name },
    );
  if (metadata.type === STRING) return texts(file, path, metadata, count);
  if (metadata.chunks === null && bytes > SMALL_BYTES && (metadata.littleEndian || metadata.size === 1)) {
    const offset = addressOf(file, path, metadata);
    if (offset !== undefined) {
      file.budget.direct(path, bytes);
      if (offset + bytes > file.size) throw malformed(file, `${path} needs ${bytes} bytes at ${offset}, behind its end`, offset);
      return { offset, bytes };
    }
  }
  return numbers(dtype, shape, slabs(file, path, metadata, bytes));
}

/** Reading the first element of a dataset in one piece begins to read the file where the dataset begins; undefined where it reads nothing. */
function addressOf(file: OpenFile, path: string, metadata: Hdf5Metadata): number | undefined {
  const { library, mounted } = file;
  const origin = metadata.shape?.map(() => 0n) ?? [];
  const one = origin.map(() => 1n);
  return library.withBytes(file.name, metadata.size, (address) => {
    mounted.forget();
    read(file, path, address, one, origin);
    return mounted.lastRead?.offset;
  });
}

/** All bytes, through libhdf5: unpacked, in little-endian order; a few chunks at a time, each unpacked once. */
function slabs(file: OpenFile, path: string, metadata: Hdf5Metadata, bytes: number): Uint8Array {
  const { library } = file;
  checkFilters(file, path, metadata);
  file.budget.made(path, bytes);
  const shape = metadata.shape ?? [];
  const rows = shape[0] ?? 1;
  const rowBytes = bytes / rows;
  const chunkRows = metadata.chunks?.[0] ?? 1;
  const chunkBytes = sizeOf(metadata.chunks ?? []) * metadata.size;
  const step = Math.min(rows, Math.max(1, Math.floor(SLAB_BYTES / rowBytes / chunkRows)) * chunkRows);
  if (chunkBytes > file.budget.mostMade) throw malformed(file, `${path} has chunks of ${chunkBytes} bytes`);
  checkChunks(file, path, metadata);
  const out = new Uint8Array(bytes);
  library.allowHeap(file.size + step * rowBytes + 3 * chunkBytes);
  library.withBytes(file.name, step * rowBytes, (address) => {
    for (let row = 0; row < rows; row += step) {
      const some = Math.min(step, rows - row);
      if (some === rows) read(file, path, address);
      else read(file, path, address, [BigInt(some), ...shape.slice(1).map(BigInt)], [BigInt(row), ...shape.slice(1).map(() => 0n)]);
      out.set(library.module.HEAPU8.subarray(address, address + some * rowBytes), row * rowBytes);
    }
  });
  library.allowHeap(file.size);
  return out;
}

/** libhdf5 lists the chunks of what it reads, those that are not in the file as well. */
function checkChunks(file: OpenFile, path: string, { shape, chunks }: Hdf5Metadata): void {
  const count = (chunks ?? []).reduce((product, rows, axis) => product * Math.ceil((shape?.[axis] ?? 1) / rows), 1);
  if (!(count <= Math.max(MOST_CHUNKS, file.size / SMALLEST_CHUNK_BYTES))) throw malformed(file, `${path} announces ${count} chunks`);
}

function texts(file: OpenFile, path: string, metadata: Hdf5Metadata, count: number): Tensor {
  const { library, budget } = file;
  if (count > budget.limits.maxObjects)
    throw new ModelError(
      "hdf5/limit",
      `${path} of ${file.name} has ${count} texts; the limit (maxObjects) is ${budget.limits.maxObjects}.`,
      { where: file.name },
    );
  checkFilters(file, path, metadata);
  checkChunks(file, path, metadata);
  budget.made(path, count * metadata.size);
  const values = library.withBytes(file.name, count * metadata.size, (address) => {
    read(file, path, address);
    const found = textsAt(library, metadata, address, count);
    if (metadata.vlen) library.call(file.name, path, (module) => module.reclaim_vlen_memory(file.id, path, "", BigInt(address)));
    return found;
  });
  return new Tensor("string", metadata.shape ?? [], values);
}

function read(file: OpenFile, path: string, address: number, count: bigint[] | null = null, offset: bigint[] | null = null): void {
  const strides = count?.map(() => 1n) ?? null;
  const status = file.library.call(file.name, `${path} cannot be read`, (module) =>
    module.get_dataset_data(file.id, path, count, offset, strides, BigInt(address)),
  );
  if (status < 0) throw malformed(file, `${path} cannot be read`);
}

function checkFilters(file: OpenFile, path: string, metadata: Hdf5Metadata): void {
  if (metadata.chunks === null) return;
  const filters = file.library.call(file.name, `the filters of ${path}`, (module) => module.get_dataset_filters(file.id, path));
  const unknown = filters.find(({ id }) => !knownFilters.has(id));
  if (unknown)
    throw new ModelError(
      "hdf5/unsupported",
      `${path} of ${file.name} is packed by filter ${unknown.id} (${unknown.name}), which is not part of HDF5; write it again without, or with gzip.`,
      { where: file.name },
    );
}

/** libhdf5 multiplies in 64 bits, and tells rounded numbers. */
function checkedCount(file: OpenFile, path: string, shape: readonly number[], announced: number): number {
  const count = sizeOf(shape);
  if (!Number.isSafeInteger(count) || (count !== announced && announced !== 0)) throw malformed(file, `${path} has the shape [${shape}]`);
  return count;
}

export function malformed(file: Pick<OpenFile, "name">, what: string, offset?: number): ModelError {
  return new ModelError("hdf5/malformed", `${file.name} is no sound HDF5 file: ${what}.`, {
    where: file.name,
    ...(offset === undefined ? {} : { offset }),
  });
}

import { fromBinary } from "@bufbuild/protobuf";
import { readAll } from "../../../bytes/range.js";
import type { ByteSource } from "../../../bytes/source.js";
import { ModelError } from "../../../errors.js";
import type { Limits } from "../../../limits.js";
import { bytesPerElement, sizeOf, type Tensor } from "../../../tensor.js";
import { dtypeOf, typeName } from "../dtype.js";
import {
  type BundleEntryProto,
  BundleEntryProtoSchema,
  BundleHeaderProto_Endianness,
  BundleHeaderProtoSchema,
} from "../generated/tensorflow/core/protobuf/tensor_bundle_pb.js";
import { guardedProto } from "../proto.js";
import { crc32c, masked } from "./crc32c.js";
import { byteLength, swapped, tensorOver } from "./elements.js";
import { assemble } from "./slices.js";
import { readTable, shown } from "./table.js";
import { readTexts } from "./texts.js";

/** What a TensorBundle holds: TensorFlow's checkpoints, and the variables of a SavedModel. */
export interface Bundle {
  /** Numbers by key, in the order of the index. */
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The elements of string tensors, as bytes. */
  readonly texts: ReadonlyMap<string, readonly Uint8Array[]>;
}

/** Shards that one bundle may have: TensorFlow writes one per device. */
const MAX_SHARDS = 10_000;
/** Axes of a tensor, as many as TensorFlow has (tensorflow/core/framework/tensor_shape.h). */
const MAX_RANK = 254;

/**
 * Reads a bundle (tensorflow/core/util/tensor_bundle/tensor_bundle.cc), every checksum verified.
 * @param shard - a data file by its number: `.data-00000-of-00001`; undefined where it is missing
 * @throws ModelError `bundle/malformed`, `bundle/checksum`, `bundle/shard`, `bytes/too-large`
 */
export async function readBundle(
  index: ByteSource,
  shard: (number: number, of: number) => Promise<ByteSource | undefined>,
  limits: Limits,
): Promise<Bundle> {
  const where = index.name;
  const table = await readTable(await readAll(index, limits), where);
  const header = table.get("");
  if (header === undefined) throw new ModelError("bundle/malformed", `${where} has no header.`, { where });
  const { numShards, endianness } = guardedProto("bundle/malformed", where, () => fromBinary(BundleHeaderProtoSchema, header));
  if (numShards < 1 || numShards > MAX_SHARDS)
    throw new ModelError("bundle/malformed", `${where} announces ${numShards} data files.`, { where });
  const files = new Shards(where, numShards, shard);
  const reader = new Reader(where, table, files, endianness === BundleHeaderProto_Endianness.BIG, limits);
  try {
    for (const [key, value] of table) if (key !== "" && !key.startsWith("\0")) await reader.read(key, value);
    return { tensors: reader.tensors, texts: reader.texts };
  } finally {
    await files.close();
  }
}

/** The data files, each opened when the first of its tensors is read. */
class Shards {
  readonly #open = new Map<number, ByteSource>();

  constructor(
    readonly where: string,
    readonly count: number,
    readonly find: (number: number, of: number) => Promise<ByteSource | undefined>,
  ) {}

  async read(number: number, offset: number, size: number): Promise<Uint8Array> {
    const source = this.#open.get(number) ?? (number >= 0 && number < this.count ? await this.find(number, this.count) : undefined);
    if (source === undefined)
      throw new ModelError(
        "bundle/shard",
        `The data file ${number + 1} of ${this.count} that ${this.where} refers to is not beside it: keep the files of a checkpoint together.`,
        { where: this.where },
      );
    this.#open.set(number, source);
    return source.read(offset, size);
  }

  async close(): Promise<void> {
    for (const source of this.#open.values()) await source.close?.();
  }
}

class Reader {
  readonly tensors = new Map<string, Tensor>();
  readonly texts = new Map<string, readonly Uint8Array[]>();
  #bytes = 0;

  constructor(
    readonly where: string,
    readonly table: ReadonlyMap<string, Uint8Array>,
    readonly shards: Shards,
    readonly bigEndian: boolean,
    readonly limits: Limits,
  ) {}

  async read(key: string, value: Uint8Array): Promise<void> {
    const entry = this.#entry(value);
    const name = Buffer.from(key, "latin1").toString("utf8");
    const dtype = dtypeOf(entry.dtype);
    // Variants and resources hold what belongs to a running program.
    if (dtype === undefined) return;
    const shape = this.#shape(entry, key);
    if (dtype === "string")
      this.texts.set(name, await readTexts(await this.#data(entry, key), sizeOf(shape), entry.crc32c, `${this.where}: ${name}`));
    else this.tensors.set(name, entry.slices.length > 0 ? await this.#parts(key, entry, shape) : await this.#numbers(key, entry, shape));
  }

  #entry(value: Uint8Array): BundleEntryProto {
    return guardedProto("bundle/malformed", this.where, () => fromBinary(BundleEntryProtoSchema, value));
  }

  #shape({ shape }: BundleEntryProto, key: string): number[] {
    const dims = (shape?.dim ?? []).map(({ size }) => Number(size));
    if (dims.length <= MAX_RANK && dims.every((dim) => dim >= 0 && Number.isSafeInteger(dim)) && Number.isSafeInteger(sizeOf(dims)))
      return dims;
    throw new ModelError("bundle/malformed", `${this.where}: ${shown(key)} has the shape [${dims.slice(0, 8)}].`, { where: this.where });
  }

  async #numbers(key: string, entry: BundleEntryProto, shape: readonly number[]): Promise<Tensor> {
    const dtype = dtypeOf(entry.dtype) ?? "float32";
    const expected = byteLength(dtype, shape);
    if (expected !== Number(entry.size))
      throw new ModelError("bundle/malformed", `${this.where}: ${shown(key)} is ${dtype} of [${shape}] in ${entry.size} bytes.`, {
        where: this.where,
      });
    const bytes = await this.#data(entry, key);
    if (masked(crc32c(bytes)) !== entry.crc32c)
      throw new ModelError("bundle/checksum", `${this.where}: ${shown(key)} does not have the checksum that it should.`, {
        where: this.where,
      });
    const width = bytesPerElement[dtype] / (dtype.startsWith("complex") ? 2 : 1);
    return tensorOver(dtype, shape, this.bigEndian ? swapped(bytes, width) : bytes, `${this.where}: ${key}`);
  }

  async #data({ shardId, offset, size }: BundleEntryProto, key: string): Promise<Uint8Array> {
    const [from, length] = [Number(offset), Number(size)];
    if (!(from >= 0 && length >= 0) || !Number.isSafeInteger(from + length))
      throw new ModelError("bundle/malformed", `${this.where}: ${shown(key)} is ${size} bytes at ${offset}.`, { where: this.where });
    // Entries may name the same bytes many times.
    this.#bytes += length;
    if (this.#bytes > this.limits.maxBytes)
      throw new ModelError("bytes/too-large", `${this.where} holds more than ${this.limits.maxBytes} bytes (limits.maxBytes).`, {
        where: this.where,
      });
    return this.shards.read(shardId, from, length);
  }

  /** A variable that was partitioned, put together from its parts. */
  async #parts(key: string, entry: BundleEntryProto, shape: readonly number[]): Promise<Tensor> {
    return assemble(entry, shape, this.where, key, async (partKey, partShape) => {
      const found = this.table.get(partKey);
      if (found === undefined)
        throw new ModelError("bundle/malformed", `${this.where}: a part of ${shown(key)} is missing.`, { where: this.where });
      const part = this.#entry(found);
      if (part.dtype !== entry.dtype || this.#shape(part, key).join() !== partShape.join())
        throw new ModelError(
          "bundle/malformed",
          `${this.where}: a part of ${shown(key)} is ${typeName(part.dtype)}, or of another shape.`,
          {
            where: this.where,
          },
        );
      return this.#numbers(key, part, partShape);
    });
  }
}

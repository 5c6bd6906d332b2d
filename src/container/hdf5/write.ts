import { ModelError } from "../../errors.js";
import { type DType, sizeOf, Tensor } from "../../tensor.js";
import { mendTexts, setDatatype } from "./datatypes.js";
import { type DatasetDraft, fixedText, type GroupDraft, MAX_ATTRIBUTE_BYTES, needsStandIn, numbers, variableText } from "./draft.js";
import type { Hdf5Value } from "./file.js";
import type { Hdf5Module } from "./h5wasm.js";
import { hdf5Library, type Library } from "./library.js";
import { MemoryFile } from "./memory-file.js";

export type { DatasetDraft, GroupDraft } from "./draft.js";

/** What libhdf5 adds for an object: header, symbol table, heap. More costs a copy, less nothing but address space. */
const OBJECT_BYTES = 4_096;
const TRUNCATE = 2;
const MAX_DATASET_BYTES = 2 ** 30;

/**
 * An HDF5 file as h5py writes it (oldest format, groups by name): a text attribute is a UTF-8 text of variable length (`str`), a list of texts
 * an array of byte strings of fixed length (`|S`), as Keras writes names; an empty list one of float64. Text datasets have variable length.
 * bool becomes h5py's enumeration, bfloat16 two opaque bytes with an attribute `dtype` (keras/src/saving/saving_lib.py: H5Entry).
 * @throws ModelError `format/write` for what HDF5 cannot hold: attributes above 64,512 bytes, null attributes, complex or object tensors,
 * tensors above 1 GiB, names with a slash
 */
export async function writeHdf5(root: GroupDraft): Promise<Uint8Array<ArrayBuffer>> {
  const library = await hdf5Library();
  const file = new MemoryFile(library, estimate(root));
  try {
    library.allowHeap(0);
    const { H5F_LIBVER_EARLIEST: oldest, H5F_LIBVER_LATEST: latest } = library.module;
    const id = library.module.open(file.path, TRUNCATE, false, oldest, latest);
    if (id < 0n) throw new ModelError("format/write", "libhdf5 cannot make a file in memory.");
    const writer = new Writer(library, id);
    writer.group("/", root);
    writer.done();
    const { bytes } = file;
    for (const [header, dtype] of writer.standIns) setDatatype(bytes, header, dtype);
    for (const header of writer.headers) mendTexts(bytes, header);
    return bytes;
  } catch (cause) {
    library.retire();
    throw cause;
  } finally {
    file.remove();
  }
}

class Writer {
  /** Addresses of all objects, and of datasets whose type is to be set. */
  readonly headers: number[] = [];
  readonly standIns: [header: number, dtype: DType][] = [];

  constructor(
    readonly library: Library,
    readonly id: bigint,
  ) {}

  done(): void {
    this.#call("/", (module) => module.close_file(this.id));
  }

  group(path: string, { attributes, members }: GroupDraft): void {
    if (path !== "/") this.#call(path, (module) => module.create_group(this.id, path, false));
    this.#attributes(path, attributes);
    for (const [name, member] of members) {
      const inner = `${path === "/" ? "" : path}/${name}`;
      if (name === "" || name === "." || /[/\0]/.test(name)) throw refused(inner, `HDF5 has no members called ${JSON.stringify(name)}`);
      if (member instanceof Tensor) this.#dataset(inner, { content: member, attributes: new Map() });
      else if ("content" in member) this.#dataset(inner, member);
      else this.group(inner, member);
    }
    this.headers.push(this.#address(path));
  }

  #dataset(path: string, { content, attributes }: DatasetDraft): void {
    const { dtype } = content;
    if (dtype === "string") {
      const texts = content.as("string").data;
      this.#call(path, (module) => module.create_vlen_str_dataset(this.id, path, texts, variableText(content.shape)));
    } else {
      const metadata = numbers(content, path);
      const bytes = bytesOf(content);
      if (bytes.length > MAX_DATASET_BYTES)
        throw refused(path, `${bytes.length} bytes are more than pass through libhdf5 at once (${MAX_DATASET_BYTES})`);
      this.#withBytes(path, bytes, (module, address) => module.create_dataset(this.id, path, address, metadata));
      if (needsStandIn(dtype)) this.standIns.push([this.#address(path), dtype]);
    }
    this.#attributes(path, dtype === "bfloat16" ? new Map([...attributes, ["dtype", "bfloat16"]]) : attributes);
    this.headers.push(this.#address(path));
  }

  #attributes(path: string, attributes: ReadonlyMap<string, Hdf5Value>): void {
    for (const [name, value] of attributes) this.#attribute(path, name, value);
  }

  #attribute(path: string, name: string, value: Hdf5Value): void {
    const where = `${path}@${name}`;
    if (value === null) throw refused(where, "an attribute without a value is not written");
    if (typeof value === "string") {
      this.#call(where, (module) => module.create_vlen_str_attribute(this.id, path, name, [value], variableText([])));
      return;
    }
    const tensor = value instanceof Tensor ? value : value.length === 0 ? new Tensor("float64", [0], new Float64Array(0)) : undefined;
    if (tensor?.dtype === "string" || (tensor && needsStandIn(tensor.dtype)))
      throw refused(where, `an attribute of ${tensor.dtype} is not written`);
    const texts = tensor ? undefined : fixedBytes(value as readonly string[]);
    const bytes = texts?.bytes ?? bytesOf(tensor as Tensor);
    if (bytes.length > MAX_ATTRIBUTE_BYTES)
      throw refused(where, `${bytes.length} bytes are more than an attribute holds (${MAX_ATTRIBUTE_BYTES}); cut it in several`);
    const metadata = texts ? fixedText([(value as readonly string[]).length], texts.size) : numbers(tensor as Tensor, where);
    this.#withBytes(where, bytes, (module, address) => module.create_attribute(this.id, path, name, address, metadata));
  }

  #withBytes(where: string, bytes: Uint8Array, work: (module: Hdf5Module, address: bigint) => number): void {
    this.library.allowHeap(2 * bytes.length);
    this.library.withBytes(where, bytes.length, (address) => {
      this.library.module.HEAPU8.set(bytes, address);
      this.#call(where, (module) => work(module, BigInt(address)));
    });
  }

  #address(path: string): number {
    const bytes = this.#call(path, (module) => module.create_object_reference(this.id, path));
    return Number(new DataView(Uint8Array.from(bytes).buffer).getBigUint64(0, true));
  }

  #call<T>(where: string, work: (module: Hdf5Module) => T): T {
    try {
      const answer = this.library.call(where, "it cannot be written", work);
      if (typeof answer === "number" && answer < 0) throw refused(where, "libhdf5 refuses it");
      return answer;
    } catch (cause) {
      if (!(cause instanceof ModelError) || cause.code === "format/write") throw cause;
      throw new ModelError("format/write", `${where} cannot be written to HDF5: ${cause.message}`, { where, cause });
    }
  }
}

function refused(where: string, why: string): ModelError {
  return new ModelError("format/write", `${where} cannot be written to HDF5: ${why}.`, { where });
}

function bytesOf({ data }: Tensor): Uint8Array {
  const { buffer, byteOffset, byteLength } = data as Uint8Array;
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function fixedBytes(texts: readonly string[]): { bytes: Uint8Array; size: number } {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const size = Math.max(1, ...encoded.map((text) => text.length));
  const bytes = new Uint8Array(size * texts.length);
  encoded.forEach((text, i) => {
    bytes.set(text, i * size);
  });
  return { bytes, size };
}

function estimate({ attributes, members }: GroupDraft): number {
  let bytes = OBJECT_BYTES + attributeBytes(attributes);
  for (const member of members.values()) {
    if (member instanceof Tensor) bytes += OBJECT_BYTES + contentBytes(member);
    else if ("content" in member) bytes += OBJECT_BYTES + attributeBytes(member.attributes) + contentBytes(member.content);
    else bytes += estimate(member);
  }
  return bytes;
}

const contentBytes = ({ data, shape, dtype }: Tensor) => (dtype === "string" ? 64 * sizeOf(shape) : (data as Uint8Array).byteLength);

function attributeBytes(attributes: ReadonlyMap<string, Hdf5Value>): number {
  let bytes = 0;
  for (const value of attributes.values())
    bytes += 256 + (typeof value === "string" ? value.length : value instanceof Tensor || value === null ? 64 : 64 * value.length);
  return bytes;
}

import { ModelError } from "../../errors.js";
import type { Note } from "../container.js";
import { malformed, type OpenFile } from "./content.js";
import { className, dtypeOf, numbers, textsAt } from "./elements.js";
import type { Hdf5Value } from "./file.js";

/** The attributes of an object; of one whose type has no value here (compounds, references, opaque bytes) a note, and null. */
export function readAttributes(file: OpenFile, path: string, notes: Note[]): Map<string, Hdf5Value> {
  const { library } = file;
  const names = library.call(file.name, `the attributes of ${path}`, (module) => module.get_attribute_names(file.id, path));
  const values = new Map<string, Hdf5Value>();
  for (const name of names) values.set(name, readAttribute(file, path, name, notes));
  return values;
}

function readAttribute(file: OpenFile, path: string, name: string, notes: Note[]): Hdf5Value {
  const { library, id } = file;
  const what = `attribute ${name} of ${path}`;
  const metadata = library.call(file.name, what, (module) => module.get_attribute_metadata(id, path, name));
  const { shape, total_size: count, size } = metadata;
  if (shape === null) return null;
  const dtype = dtypeOf(metadata);
  if (dtype === undefined) {
    notes.push({ code: "unread-bytes", message: `The ${what} has a type (${className(metadata)}) without a value here.`, offset: 0 });
    return null;
  }
  // In the file an element takes as many bytes as in memory, or more.
  if (!(count * size <= file.size)) throw malformed(file, `${what} announces ${count} elements of ${size} bytes`);
  if (count > file.budget.limits.maxObjects)
    throw new ModelError(
      "hdf5/limit",
      `The ${what} of ${file.name} has ${count} elements; the limit (maxObjects) is ${file.budget.limits.maxObjects}.`,
      { where: file.name },
    );
  if (count === 0) return dtype === "string" ? [] : numbers(dtype, shape, new Uint8Array(0));
  return library.withBytes(file.name, count * size, (address) => {
    const status = library.call(file.name, what, (module) => module.get_attribute_data(id, path, name, BigInt(address)));
    if (status < 0) throw malformed(file, `the ${what} cannot be read`);
    if (dtype !== "string") return numbers(dtype, shape, library.module.HEAPU8.slice(address, address + count * size));
    const texts = textsAt(library, metadata, address, count);
    if (metadata.vlen) library.call(file.name, what, (module) => module.reclaim_vlen_memory(id, path, name, BigInt(address)));
    return shape.length === 0 ? (texts[0] as string) : texts;
  });
}

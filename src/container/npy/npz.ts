import { memorySource } from "../../bytes/memory.js";
import { ModelError } from "../../errors.js";
import { defaultLimits, type Limits } from "../../limits.js";
import type { NdArray } from "../python/array.js";
import { listZip } from "../zip/directory.js";
import { readEntry } from "../zip/read.js";
import { readNpy } from "./read.js";

/**
 * The arrays of a .npz archive by name, without `.npy`, in the archive's order.
 * All of them together count against `limits.maxBytes`.
 */
export async function readNpz(bytes: Uint8Array, limits: Limits = defaultLimits, where = "arrays.npz"): Promise<Map<string, NdArray>> {
  const arrays = new Map<string, NdArray>();
  let left = limits.maxBytes;
  const source = memorySource(bytes, where);
  for (const entry of await listZip(source)) {
    if (!entry.name.endsWith(".npy")) continue;
    const name = entry.name.slice(0, -".npy".length);
    if (arrays.has(name))
      throw new ModelError("zip/malformed", `${where} holds two arrays named ${name}.`, { where, offset: entry.offset });
    const content = await readEntry(source, entry, { maxBytes: left });
    left -= content.length;
    arrays.set(name, readNpy(content, limits, `${where}/${entry.name}`));
  }
  return arrays;
}

import { readAll } from "../../bytes/range.js";
import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import { readNpy } from "../npy/read.js";
import { PyTuple } from "../pickle/values.js";
import type { PendingArray } from "./arrays.js";
import { arrayState, dtypeRecord } from "./ndarray-record.js";
import { readZfile } from "./zfile.js";

/**
 * Fills in the arrays that joblib up to 0.9 put beside the pickle. Files are taken from the pickle's own folder only, by plain name;
 * all of them together count against `limits.maxBytes`.
 */
export async function readSiblings(pending: readonly PendingArray[], source: ByteSource, limits: Limits): Promise<void> {
  let left = limits.maxBytes;
  for (const array of pending) {
    const { name, bytes } = await readSibling(array, source, { ...limits, maxBytes: left });
    left -= bytes.length;
    array.record.states.push(array.state ? await compressedState(array.state, bytes, left, name) : plainState(bytes, limits, name));
  }
}

async function readSibling(array: PendingArray, source: ByteSource, limits: Limits): Promise<{ name: string; bytes: Uint8Array }> {
  const { fileName, offset } = array;
  const fail = (why: string): never => {
    throw new ModelError("joblib/sibling", `${source.name}: an array is in the file ${JSON.stringify(fileName)}, ${why}`, {
      where: source.name,
      offset,
    });
  };
  if (/[/\\:\0]/.test(fileName) || fileName === "" || fileName === "." || fileName === "..")
    fail("which is a path; only files in the same folder are read.");
  if (!source.sibling) fail("but there is no folder to look in; open the pickle by its path, with that file beside it.");
  const sibling = (await source.sibling?.(fileName)) ?? fail("which is not there; put it beside the pickle.");
  try {
    return { name: sibling.name, bytes: await readAll(sibling, limits) };
  } finally {
    await sibling.close?.();
  }
}

function plainState(bytes: Uint8Array, limits: Limits, name: string): PyTuple {
  const array = readNpy(bytes, limits, name);
  return arrayState(array.shape.map(BigInt), dtypeRecord(array.dtype), array.fortran, array.bytes ?? [...(array.objects ?? [])]);
}

async function compressedState(state: PyTuple, bytes: Uint8Array, left: number, name: string): Promise<PyTuple> {
  const { content } = await readZfile(bytes, { maxBytes: left }, name);
  return new PyTuple([...state.items, content]);
}

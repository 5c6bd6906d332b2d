import { ModelError } from "../../errors.js";
import { Tensor } from "../../tensor.js";
import { arrayRecord, arrayState, dtypeRecord } from "../joblib/ndarray-record.js";
import { PyGlobal } from "../pickle/values.js";
import { writePickle } from "../pickle/write.js";
import type { NdArray } from "../python/array.js";
import { fromTensor } from "../python/tensor.js";
import { writeZip } from "../zip/write.js";
import { formatHeader } from "./header.js";

/** `numpy.save` pickles object arrays by this protocol since NumPy 2; every Python 3 reads it. */
const OBJECT_PROTOCOL = 4;

/** The parts of a .npy file, as `numpy.save` writes it: the header, then the array's bytes, which are not copied. */
export function npyParts(array: NdArray | Tensor): Uint8Array[] {
  const { dtype, shape, fortran, bytes, objects } = array instanceof Tensor ? fromTensor(array) : array;
  const header = formatHeader(dtype, shape, fortran && shape.length > 1);
  if (bytes) return [header, bytes];
  const reconstruct = new PyGlobal("numpy.core.multiarray", "_reconstruct");
  const record = arrayRecord(reconstruct, new PyGlobal("numpy", "ndarray"));
  record.states.push(arrayState(shape.map(BigInt), dtypeRecord(dtype), false, [...(objects ?? [])]));
  return [header, writePickle(record, { protocol: OBJECT_PROTOCOL })];
}

/** A .npy file: version 1 where the header fits, else 2, or 3 where names of fields need UTF-8. */
export function writeNpy(array: NdArray | Tensor): Uint8Array {
  return Buffer.concat(npyParts(array));
}

/**
 * A .npz archive, as `numpy.savez` writes it, or `numpy.savez_compressed` with `compress`.
 * @param arrays - by name; a name may hold no `/` at its start and no `..`
 */
export async function* writeNpz(
  arrays: Iterable<readonly [name: string, array: NdArray | Tensor]>,
  options: { readonly compress?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const seen = new Set<string>();
  yield* writeZip(entries(), options);

  function* entries(): Generator<readonly [string, Uint8Array]> {
    for (const [name, array] of arrays) {
      if (seen.has(name) || name === "" || name.startsWith("/") || name.split(/[/\\]/).includes(".."))
        throw new ModelError("format/write", `${JSON.stringify(name)} cannot be an array's name in a .npz archive, or is there twice.`);
      seen.add(name);
      yield [`${name}.npy`, writeNpy(array)];
    }
  }
}

import { ModelError } from "../../errors.js";
import { bytesPerElement, type Data, type Tensor } from "../../tensor.js";
import { LENGTH_BYTES, METADATA, nameOf } from "./dtypes.js";

/** The arrays begin at a multiple of this, so that they can be mapped into memory (safetensors/src/tensor.rs: N_LEN, prepare). */
const ALIGNMENT = 8;

/**
 * A .safetensors file: wide elements first and then by name, as `safetensors.numpy.save_file` lays them out.
 * @throws ModelError `format/write` for texts, objects and complex128, which the format cannot hold
 */
export function* writeSafetensors(
  tensors: ReadonlyMap<string, Tensor>,
  metadata: Readonly<Record<string, string>> = {},
): Generator<Uint8Array> {
  const order = [...tensors].sort(([a, x], [b, y]) => bytesPerElement[y.dtype] - bytesPerElement[x.dtype] || (a < b ? -1 : 1));
  const header: Record<string, unknown> = Object.create(null);
  if (Object.keys(metadata).length > 0) header[METADATA] = metadata;
  let at = 0;
  for (const [name, { dtype, shape, size }] of order) {
    const called = nameOf.get(dtype);
    if (called === undefined || name === METADATA)
      throw new ModelError(
        "format/write",
        `${JSON.stringify(name)} is ${dtype}, which safetensors cannot hold; write .npz or the framework's own format.`,
        {
          where: name,
        },
      );
    const bytes = size * bytesPerElement[dtype];
    header[name] = { dtype: called, shape, data_offsets: [at, at + bytes] };
    at += bytes;
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const padded = new Uint8Array(LENGTH_BYTES + Math.ceil(text.length / ALIGNMENT) * ALIGNMENT).fill(0x20);
  new DataView(padded.buffer).setBigUint64(0, BigInt(padded.length - LENGTH_BYTES), true);
  padded.set(text, LENGTH_BYTES);
  yield padded;
  for (const [, { data }] of order) {
    const { buffer, byteOffset, byteLength } = data as Exclude<Data, unknown[]>;
    if (byteLength > 0) yield new Uint8Array(buffer, byteOffset, byteLength);
  }
}

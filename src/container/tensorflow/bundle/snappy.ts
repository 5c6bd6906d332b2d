import { ModelError } from "../../../errors.js";
import { Cursor } from "./cursor.js";

/** No element of snappy's spells more than 64 bytes in fewer than 3. */
const MOST_PER_BYTE = 64;

/** A block that TensorFlow before 1.5 packed. @throws ModelError `bundle/malformed`, `bytes/too-large` */
export async function unsnappy(packed: Uint8Array, where: string, offset: number): Promise<Uint8Array> {
  const length = new Cursor(packed, where, offset).varint();
  if (length > packed.length * MOST_PER_BYTE)
    throw new ModelError("bytes/too-large", `${where}: ${packed.length} bytes cannot unpack to ${length}.`, { where, offset });
  const { snappyUncompress } = await import("hyparquet");
  const out = new Uint8Array(length);
  try {
    snappyUncompress(packed, out);
    return out;
  } catch (cause) {
    throw new ModelError("bundle/malformed", `${where}: the block at ${offset} does not unpack (snappy).`, { where, offset, cause });
  }
}

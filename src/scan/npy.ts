import { readAll } from "../bytes/range.js";
import { isNpy, parseHeader } from "../container/npy/header.js";
import { sizeOf } from "../tensor.js";
import { scanPickles } from "./pickle.js";
import type { Scanner } from "./scanner.js";

const MAGIC_BYTES = 6;

/** A .npy file: numbers, or Python objects, which are a pickle (numpy/lib/format.py: read_array). */
export const npyScanner: Scanner = {
  type: "npy",
  headBytes: MAGIC_BYTES,
  claims: (head) => isNpy(head),
  async scan(source, { evidence, limits }) {
    const bytes = await readAll(source, limits);
    const { dtype, shape, dataOffset } = parseHeader(bytes, source.name);
    if (dtype.kind === "O") {
      scanPickles(bytes, source.name, limits, evidence, dataOffset);
      return;
    }
    const left = bytes.length - dataOffset - sizeOf(shape) * dtype.itemSize;
    if (left !== 0)
      evidence.doubt(left > 0 ? `${left} bytes follow behind the array and were not looked at` : `${-left} bytes of the array are missing`);
  },
};

import type { ContainerFormat } from "../container.js";
import type { Hdf5File } from "./file.js";
import { readHdf5 } from "./read.js";

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** A user block before the signature has 512 bytes, or twice as many again and again (HDF5 File Format Specification, II.A). */
const SMALLEST_USER_BLOCK = 512;
const HEAD_BYTES = 4096 + SIGNATURE.length;

export const hdf5Format: ContainerFormat<Hdf5File> = {
  type: "hdf5",
  extensions: [".h5", ".hdf5"],
  headBytes: HEAD_BYTES,
  sniff(head) {
    for (let at = 0; at + SIGNATURE.length <= head.length; at = at === 0 ? SMALLEST_USER_BLOCK : at * 2)
      if (SIGNATURE.every((byte, i) => head[at + i] === byte)) return true;
    return false;
  },
  read: readHdf5,
};

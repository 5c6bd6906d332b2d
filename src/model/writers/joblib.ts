import { type CompressChoice, type CompressOption, compressChoice } from "../../container/codec/compress.js";
import type { Compression } from "../../container/codec/detect.js";
import type { Writer } from "../save.js";
import { pythonRoot } from "./pickle.js";

/** joblib's own extensions for its compressions (joblib/compressor.py), also behind `.joblib` and `.pkl`. */
const byExtension: readonly [string, Compression][] = [
  [".z", "zlib"],
  [".gz", "gzip"],
  [".bz2", "bz2"],
  [".lzma", "lzma"],
  [".xz", "xz"],
  [".lz4", "lz4"],
];

/** As `joblib.dump` writes. */
export const joblibWriter: Writer = {
  type: "joblib",
  extensions: [".joblib", ...byExtension.map(([extension]) => extension)],
  write: async (model, { compress, path, protocol }) => {
    const { writeJoblib } = await import("../../container/joblib/write.js");
    return writeJoblib(pythonRoot(model, "joblib"), { compress: choiceFor(compress, path), ...(protocol ? { protocol } : {}) });
  },
};

/**
 * joblib/numpy_pickle.py, `dump`: a method that is named counts; a level alone, or nothing, leaves the method to the extension. `false`
 * and 0, which joblib cannot tell from nothing, leave the file unpacked.
 */
function choiceFor(compress: CompressOption | undefined, path: string | undefined): CompressChoice | undefined {
  const named = byExtension.find(([extension]) => path?.toLowerCase().endsWith(extension))?.[1];
  if (named === undefined || compress === false || compress === 0) return compressChoice(compress);
  if (compress === undefined || compress === true) return compressChoice(named);
  return compressChoice(typeof compress === "number" ? [named, compress] : compress);
}

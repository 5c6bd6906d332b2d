import { ModelError } from "../../errors.js";
import type { CompressMethod, CompressOption, Writer } from "../save.js";
import { pythonRoot } from "./pickle.js";

/** joblib's own extensions for its compressions (joblib/compressor.py), also behind `.joblib` and `.pkl`. */
const byExtension: readonly [string, CompressMethod][] = [
  [".z", "zlib"],
  [".gz", "gzip"],
  [".bz2", "bz2"],
  [".lzma", "lzma"],
  [".xz", "xz"],
  [".lz4", "lz4"],
];

/** joblib's level where only a method is named (joblib/numpy_pickle.py: dump). */
const DEFAULT_LEVEL = 3;

/** As `joblib.dump` writes. */
export const joblibWriter: Writer = {
  type: "joblib",
  extensions: [".joblib", ...byExtension.map(([extension]) => extension)],
  write: async (model, { compress, path, protocol }) => {
    const { writeJoblib } = await import("../../container/joblib/write.js");
    return writeJoblib(pythonRoot(model, "joblib"), { compress: methodAndLevel(compress, path), ...(protocol ? { protocol } : {}) });
  },
};

function methodAndLevel(
  compress: CompressOption | undefined,
  path: string | undefined,
): { method: CompressMethod; level: number } | undefined {
  if (compress === undefined) {
    const found = byExtension.find(([extension]) => path?.toLowerCase().endsWith(extension));
    return found && { method: found[1], level: DEFAULT_LEVEL };
  }
  if (compress === false || compress === 0) return undefined;
  if (compress === true) return { method: "zlib", level: DEFAULT_LEVEL };
  const [method, level] =
    typeof compress === "number"
      ? (["zlib", compress] as const)
      : typeof compress === "string"
        ? ([compress, DEFAULT_LEVEL] as const)
        : compress;
  if (!Number.isInteger(level) || level < 0 || level > 9)
    throw new ModelError("format/write", `The compression level ${level} is not one of 0 to 9.`);
  return { method, level };
}

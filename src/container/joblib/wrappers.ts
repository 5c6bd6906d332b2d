import type { PyGlobal } from "../pickle/values.js";

/** What stands in a joblib file in an array's place. */
export type WrapperKind =
  /** Since 0.10: the bytes follow in the stream. */
  | "NumpyArrayWrapper"
  /** Up to 0.9: a `.npy` file beside the pickle. */
  | "NDArrayWrapper"
  /** Up to 0.9, compressed: the bytes are in a zfile beside the pickle, shape and dtype in the pickle. */
  | "ZNDArrayWrapper";

/** joblib itself, and the copy that scikit-learn carried until 0.23. */
const modules = ["joblib", "sklearn.externals.joblib"].flatMap((root) => [`${root}.numpy_pickle`, `${root}.numpy_pickle_compat`]);
const names: readonly WrapperKind[] = ["NumpyArrayWrapper", "NDArrayWrapper", "ZNDArrayWrapper"];
const wrappers: ReadonlyMap<string, WrapperKind> = new Map(modules.flatMap((module) => names.map((name) => [`${module}.${name}`, name])));

export function wrapperKind(cls: PyGlobal | undefined): WrapperKind | undefined {
  return cls && wrappers.get(cls.path);
}

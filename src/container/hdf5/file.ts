import type { DType, Tensor } from "../../tensor.js";
import type { Container } from "../container.js";

/** What an attribute holds: text, texts, numbers (rank 0 for one number), or null for an empty one. */
export type Hdf5Value = string | readonly string[] | Tensor | null;

/** An HDF5 file, read whole: groups, datasets and attributes as they stand there. */
export interface Hdf5File extends Container {
  readonly type: "hdf5";
  readonly root: Hdf5Group;
}

export type Hdf5Object = Hdf5Group | Hdf5Dataset;

export interface Hdf5Group {
  readonly kind: "group";
  /** From the root, such as `/model_weights/dense`; the root's is `/`. */
  readonly path: string;
  readonly attributes: ReadonlyMap<string, Hdf5Value>;
  /** By name, in the order in which the file lists them (h5py: by name, or by creation with `track_order`). */
  readonly members: ReadonlyMap<string, Hdf5Object>;
}

export interface Hdf5Dataset {
  readonly kind: "dataset";
  readonly path: string;
  readonly attributes: ReadonlyMap<string, Hdf5Value>;
  /** Empty for one value; `[0]` where the dataset is empty in HDF5's sense (a null dataspace). */
  readonly shape: readonly number[];
  /** Undefined where the elements are compounds, references, opaque bytes or lists of unequal length. */
  readonly dtype: DType | undefined;
  /**
   * The values in C order. Texts are `string`; h5py's booleans (an enumeration of FALSE and TRUE) are `bool`; two opaque bytes under an
   * attribute `dtype` of "bfloat16" are `bfloat16`, as Keras writes them (keras/src/saving/saving_lib.py: H5Entry). May share memory with
   * the source of the file: do not write to it.
   * @throws ModelError `hdf5/unsupported` where `dtype` is undefined
   */
  readonly content: Tensor;
}

/** What of h5wasm is used: libhdf5 in WebAssembly, called by paths, over Emscripten's files in memory. */
export interface Hdf5Module {
  readonly HEAPU8: Uint8Array<ArrayBuffer>;
  readonly FS: EmscriptenFiles;
  readonly H5F_LIBVER_EARLIEST: number;
  readonly H5F_LIBVER_LATEST: number;
  _malloc(bytes: number): number;
  _free(address: number): void;
  open(path: string, mode: number, trackOrder: boolean, oldest: number, newest: number): bigint;
  close_file(file: bigint): number;
  flush(file: bigint): number;
  get_type(file: bigint, path: string): number;
  get_names(file: bigint, path: string, recursive: boolean): string[];
  get_symbolic_link(file: bigint, path: string): string | null;
  get_external_link(file: bigint, path: string): { readonly filename?: string; readonly obj_path?: string };
  create_object_reference(file: bigint, path: string): number[];
  get_attribute_names(file: bigint, path: string): string[];
  get_attribute_metadata(file: bigint, path: string, name: string): Hdf5Metadata;
  get_attribute_data(file: bigint, path: string, name: string, into: bigint): number;
  get_dataset_metadata(file: bigint, path: string): Hdf5Metadata;
  get_dataset_filters(file: bigint, path: string): readonly { readonly id: number; readonly name: string }[];
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[] | null,
    offset: bigint[] | null,
    strides: bigint[] | null,
    into: bigint,
  ): number;
  reclaim_vlen_memory(file: bigint, path: string, attribute: string, data: bigint): number;
  create_group(file: bigint, path: string, trackOrder: boolean): number;
  create_dataset(file: bigint, path: string, data: bigint, metadata: object): number;
  create_vlen_str_dataset(file: bigint, path: string, data: readonly string[], metadata: object): number;
  create_attribute(file: bigint, path: string, name: string, data: bigint, metadata: object): number;
  create_vlen_str_attribute(file: bigint, path: string, name: string, data: readonly string[], metadata: object): number;
}

/** Type and extent of a dataset or attribute, as h5wasm tells them. `type` is libhdf5's H5T_class_t. */
export interface Hdf5Metadata {
  readonly type: number;
  /** Bytes of one element in memory. */
  readonly size: number;
  readonly signed: boolean;
  readonly littleEndian: boolean;
  /** A string of variable length: an element is the address of a NUL-terminated text. */
  readonly vlen: boolean;
  readonly strpad?: number;
  readonly enum_type?: { readonly type: number; readonly members: Readonly<Record<string, number>> };
  /** Number of elements. */
  readonly total_size: number;
  /** Null for a null dataspace. */
  readonly shape: readonly number[] | null;
  /** Null where the elements lie in one piece. */
  readonly chunks: readonly number[] | null;
  readonly virtual_sources?: readonly { readonly file_name: string; readonly dset_name: string }[];
}

/** Emscripten's file system, as far as a file of one's own needs it. */
export interface EmscriptenFiles {
  createFile(parent: string, name: string, properties: object, canRead: boolean, canWrite: boolean): EmscriptenNode;
  unlink(path: string): void;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  getStream(descriptor: number): { tty?: { ops: object } } | null;
}

export interface EmscriptenNode {
  usedBytes: number;
  contents: Uint8Array | null;
  node_ops: Readonly<Record<string, unknown>>;
  stream_ops: Readonly<Record<string, unknown>>;
}

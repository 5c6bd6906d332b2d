import { ModelError } from "../../errors.js";
import { Tensor } from "../../tensor.js";
import type { Note } from "../container.js";
import { readAttributes } from "./attributes.js";
import { type Located, locate, malformed, type OpenFile } from "./content.js";
import { className, dtypeOf } from "./elements.js";
import type { Hdf5Dataset, Hdf5Group, Hdf5Object, Hdf5Value } from "./file.js";

/** Groups inside of groups: Keras writes two for each nested model. h5wasm takes paths, and checking one costs its depth squared. */
const MAX_DEPTH = 64;
const GROUP = 0;
const DATASET = 1;
const NAMED_TYPE = 2;
/** A link that is neither hard nor soft; nothing but external ones exists. */
const OTHER_LINK = 4;

/** A dataset whose values may still lie in the file. */
export class FoundDataset implements Hdf5Dataset {
  readonly kind = "dataset";

  constructor(
    readonly path: string,
    readonly attributes: ReadonlyMap<string, Hdf5Value>,
    readonly shape: readonly number[],
    readonly dtype: Hdf5Dataset["dtype"],
    readonly values: { located: Located } | ModelError,
  ) {}

  get content(): Tensor {
    if (this.values instanceof ModelError) throw this.values;
    if (this.values.located instanceof Tensor) return this.values.located;
    throw new RangeError(`${this.path} was not read.`);
  }
}

/** Reads the tree of a file without waiting: no other file is open in this instance of libhdf5 meanwhile. */
export class Walk {
  readonly datasets: FoundDataset[] = [];
  readonly notes: Note[] = [];
  readonly #groups = new Set<string>();
  readonly #values = new Map<string, FoundDataset["values"]>();

  constructor(readonly file: OpenFile) {}

  root(): Hdf5Group {
    return this.#group("/", 0);
  }

  #group(path: string, depth: number): Hdf5Group {
    const { file } = this;
    const { library, id } = file;
    if (depth > MAX_DEPTH)
      throw new ModelError("hdf5/limit", `${file.name} nests groups more than ${MAX_DEPTH} deep.`, { where: file.name });
    const identity = this.#identity(path);
    if (this.#groups.has(identity)) throw malformed(file, `the group ${path} is reached by two paths, or holds itself`);
    this.#groups.add(identity);
    const attributes = readAttributes(file, path, this.notes);
    const members = new Map<string, Hdf5Object>();
    for (const name of library.call(file.name, `the members of ${path}`, (module) => module.get_names(id, path, false))) {
      const found = this.#member(path === "/" ? `/${name}` : `${path}/${name}`, depth + 1);
      if (found) members.set(name, found);
    }
    return { kind: "group", path, attributes, members };
  }

  #member(path: string, depth: number): Hdf5Object | undefined {
    const { file } = this;
    const { library, id } = file;
    const type = library.call(file.name, `the link ${path}`, (module) => module.get_type(id, path));
    if (type === GROUP) return this.#group(path, depth);
    if (type === DATASET) return this.#dataset(path);
    if (type === NAMED_TYPE) return undefined;
    if (type === OTHER_LINK) throw this.#externalLink(path);
    const target = library.call(file.name, `the link ${path}`, (module) => module.get_symbolic_link(id, path));
    throw malformed(file, target === null ? `nothing is at ${path}` : `${path} is a link to ${target.slice(0, 200)}, where nothing is`);
  }

  #externalLink(path: string): ModelError {
    const { name, library, id } = this.file;
    const { filename = "?" } = library.call(name, `the link ${path}`, (module) => module.get_external_link(id, path));
    return new ModelError(
      "hdf5/external",
      `${path} of ${name} is a link into another file (${filename.slice(0, 200)}), which is not opened; copy what it holds into this one.`,
      { where: name },
    );
  }

  #dataset(path: string): Hdf5Dataset {
    const { file } = this;
    const attributes = readAttributes(file, path, this.notes);
    const metadata = file.library.call(file.name, `the dataset ${path}`, (module) => module.get_dataset_metadata(file.id, path));
    const dtype = dtypeOf(metadata, attributes);
    const identity = this.#identity(path);
    let values = this.#values.get(identity);
    if (values === undefined) {
      values =
        dtype === undefined
          ? new ModelError(
              "hdf5/unsupported",
              `${path} of ${file.name} holds elements of a ${className(metadata)} type (${metadata.size} bytes each), which have no values here.`,
              { where: file.name },
            )
          : { located: locate(file, path, metadata, dtype) };
      this.#values.set(identity, values);
    }
    const dataset = new FoundDataset(path, attributes, metadata.shape ?? [0], dtype, values);
    this.datasets.push(dataset);
    return dataset;
  }

  /** Where the object's header is in the file: the same for all links to it. */
  #identity(path: string): string {
    return this.file.library
      .call(this.file.name, `the object ${path}`, (module) => module.create_object_reference(this.file.id, path))
      .join(".");
  }
}

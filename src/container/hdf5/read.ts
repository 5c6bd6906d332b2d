import { memorySource } from "../../bytes/memory.js";
import { readAll } from "../../bytes/range.js";
import type { ByteSource } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import { defaultLimits, type Limits } from "../../limits.js";
import { Tensor } from "../../tensor.js";
import { Budget } from "./budget.js";
import { malformed } from "./content.js";
import { numbers } from "./elements.js";
import type { Hdf5File } from "./file.js";
import { hdf5Library } from "./library.js";
import { mount, type SynchronousSource } from "./mount.js";
import { type FoundDataset, Walk } from "./walk.js";

const READ_ONLY = 0;

/**
 * An HDF5 file with everything in it, as h5py would show it. Large datasets that lie in the file as they are go from the source into their
 * arrays without a copy between (bytes in memory are shared); packed ones pass through libhdf5 a few chunks at a time.
 * @throws ModelError `hdf5/malformed`, `hdf5/unsupported`, `hdf5/external` (links and data in other files are never opened), `hdf5/limit`,
 * `bytes/too-large`
 */
export async function readHdf5(source: ByteSource, limits: Limits = defaultLimits): Promise<Hdf5File> {
  if (source.size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${source.name} has ${source.size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, {
      where: source.name,
    });
  const readable = await synchronous(source, limits);
  const library = await hdf5Library();
  const { root, notes, datasets } = readTree();
  await fill(datasets, readable);
  return { type: "hdf5", root, notes };

  function readTree() {
    const mounted = mount(library, readable);
    let id: bigint | undefined;
    library.allowHeap(source.size);
    try {
      const { name, size } = source;
      const opened = library.call(name, "it cannot be opened", (module) => module.open(mounted.path, READ_ONLY, false, -1, -1));
      if (opened < 0n) throw malformed(source, "it cannot be opened");
      id = opened;
      const walk = new Walk({ library, mounted, id: opened, name, size, budget: new Budget(name, size, limits) });
      const root = walk.root();
      library.call(name, "it cannot be closed", (module) => module.close_file(opened));
      return { root, notes: walk.notes, datasets: walk.datasets };
    } catch (cause) {
      if (id === undefined) library.retire();
      else library.abandon(id);
      throw cause;
    } finally {
      mounted.unmount();
    }
  }
}

async function synchronous(source: ByteSource, limits: Limits): Promise<SynchronousSource> {
  if (source.readSync) return source as SynchronousSource;
  return memorySource(await readAll(source, limits), source.name) as SynchronousSource;
}

/** Datasets that are still in the file, one after the other. */
async function fill(datasets: readonly FoundDataset[], source: ByteSource): Promise<void> {
  for (const { values, dtype, shape } of datasets) {
    if (values instanceof ModelError || values.located instanceof Tensor || dtype === undefined) continue;
    const { offset, bytes } = values.located;
    values.located = numbers(dtype, shape, await source.read(offset, bytes));
  }
}

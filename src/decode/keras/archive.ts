import type { Hdf5File } from "../../container/hdf5/file.js";
import { readHdf5 } from "../../container/hdf5/read.js";
import type { ZipArchive } from "../../container/zip/format.js";
import { ModelError } from "../../errors.js";
import { defaultLimits } from "../../limits.js";
import { assetsIn } from "./assets.js";
import { arraysOf, hdf5Weights, optimizerOf } from "./hdf5.js";
import { get, isObject } from "./json.js";
import { savedLayer } from "./layer.js";
import { parseConfig } from "./parse.js";
import { KerasSource } from "./source.js";
import type { VariablesOf } from "./variables.js";

const CONFIG = "config.json";
const METADATA = "metadata.json";
const WEIGHTS = "model.weights.h5";

export function isKerasArchive({ names }: ZipArchive): boolean {
  return names.includes(CONFIG) && (names.includes(WEIGHTS) || names.includes(METADATA));
}

/** A `.keras` file (keras/src/saving/saving_lib.py: load_model). */
export async function decodeArchive(archive: ZipArchive, variablesOf: VariablesOf): Promise<KerasSource> {
  const text = await textEntry(archive, CONFIG);
  const config = parseConfig(text, CONFIG);
  const metadata = archive.names.includes(METADATA) ? parseConfig(await textEntry(archive, METADATA), METADATA) : {};
  const root = savedLayer(config, CONFIG);
  const file = await weightsOf(archive);
  const version = isObject(metadata) ? get(metadata, "keras_version") : undefined;
  const named = hdf5Weights(file.root, root, variablesOf);
  const assets = await assetsIn(archive, root, file.root, variablesOf);
  return new KerasSource(root, named, archive, {
    version: typeof version === "string" ? version : undefined,
    training: isObject(config) ? get(config, "compile_config") : undefined,
    optimizer: optimizerOf(file.root),
    texts: { model: text },
    arrays: arraysOf(file.root, named),
    ...(assets ? { assets } : {}),
  });
}

/** The HDF5 file inside that holds the arrays. */
export async function weightsOf(archive: ZipArchive): Promise<Hdf5File> {
  if (!archive.names.includes(WEIGHTS))
    throw new ModelError("keras/weights", `The archive has no ${WEIGHTS}; it holds: ${archive.names.join(", ")}.`, { where: WEIGHTS });
  const source = await archive.source(WEIGHTS);
  return await readHdf5(source, defaultLimits).finally(() => source.close?.());
}

async function textEntry(archive: ZipArchive, name: string): Promise<string> {
  const source = await archive.source(name);
  try {
    return new TextDecoder().decode(await source.read(0, source.size));
  } finally {
    await source.close?.();
  }
}

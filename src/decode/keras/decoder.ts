import type { Container } from "../../container/container.js";
import type { Hdf5File } from "../../container/hdf5/file.js";
import type { JsonFile } from "../../container/json/format.js";
import type { ZipArchive } from "../../container/zip/format.js";
import { ModelError } from "../../errors.js";
import type { Decoder, SourceModel } from "../source.js";
import { namedWeights } from "../weights/decoder.js";
import { decodeArchive, isKerasArchive, weightsOf } from "./archive.js";
import { attached, attachedByName } from "./attach.js";
import { decodeHdf5, looksLikeKeras } from "./hdf5.js";
import { get, isObject } from "./json.js";
import { savedBy, savedLayer } from "./layer.js";
import { parseConfig } from "./parse.js";
import { KerasSource } from "./source.js";
import type { VariablesOf } from "./variables.js";

const isHdf5 = (container: Container): container is Hdf5File => container.type === "hdf5";
const isZip = (container: Container): container is ZipArchive => container.type === "zip";
const isJson = (container: Container): container is JsonFile => container.type === "json";

/** Reads what Keras saves: HDF5, `.keras`, JSON. What the layers hold is asked of `variablesOf`. */
export function kerasDecoder(variablesOf: () => Promise<VariablesOf>): Decoder<KerasSource> {
  return {
    type: "keras",
    match: (container) => {
      if (isHdf5(container)) return looksLikeKeras(container) ? "yes" : "no";
      if (isZip(container)) return isKerasArchive(container) ? "yes" : "no";
      return isJson(container) && architecture(container) !== undefined ? "yes" : "no";
    },
    decode: async (container, part) => partOf(await decodeWhole(container, await variablesOf()), part),
    withWeights: async (source, weights) => withWeights(source, weights, await variablesOf()),
  };
}

async function decodeWhole(container: Container, variablesOf: VariablesOf): Promise<KerasSource> {
  if (isHdf5(container)) return decodeHdf5(container, variablesOf);
  if (isZip(container)) return decodeArchive(container, variablesOf);
  const config = isJson(container) ? architecture(container) : undefined;
  if (config === undefined) throw new ModelError("format/unknown", `A ${container.type} file is no Keras model.`);
  return new KerasSource(savedLayer(config, "model"), new Map(), container, {
    version: savedBy(config),
    training: undefined,
    optimizer: [],
    texts: {},
    arrays: undefined,
  });
}

/** The model with the arrays of another file: HDF5 by layer or by object, or a `.keras` file. */
async function withWeights(source: SourceModel, container: Container, variablesOf: VariablesOf): Promise<KerasSource> {
  if (!(source instanceof KerasSource) || source.root === undefined)
    throw new ModelError("model/not-a-model", "Weights go with an architecture, which the file does not hold.");
  const file = isHdf5(container) ? container : isZip(container) && isKerasArchive(container) ? await weightsOf(container) : undefined;
  const named = file === undefined ? await namedWeights(container) : undefined;
  if (named) return attachedByName(source, source.root, named, variablesOf);
  if (file === undefined)
    throw new ModelError("keras/weights", `Weights come in HDF5, .keras, .safetensors or .npz files, not in ${container.type} files.`, {
      where: container.type,
    });
  return attached(source, source.root, file, variablesOf);
}

/** What `to_json()` writes; dumped twice by some, so that it is a text inside of JSON. */
function architecture({ value }: JsonFile) {
  const inner = typeof value === "string" && value.trimStart().startsWith("{") ? parseConfig(value, "model") : value;
  return isObject(inner) && typeof get(inner, "class_name") === "string" && get(inner, "config") !== undefined ? inner : undefined;
}

function partOf(source: KerasSource, part: string | undefined): KerasSource {
  if (part === undefined || part === "") return source;
  const found = source.parts.get(part);
  if (found instanceof KerasSource) return found;
  const known = [...source.parts.keys()];
  throw new ModelError(
    "model/part",
    `The file holds no model called "${part}"${known.length > 0 ? `; it holds ${known.slice(0, 8).join(", ")}` : " inside of its own"}.`,
    { where: part },
  );
}

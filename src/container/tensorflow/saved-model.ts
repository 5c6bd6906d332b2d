import { fromBinary } from "@bufbuild/protobuf";
import { readAll } from "../../bytes/range.js";
import type { ByteSource, Folder } from "../../bytes/source.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import type { Container } from "../container.js";
import type { Bundle } from "./bundle/bundle.js";
import { bundleIn } from "./checkpoint.js";
import { type SavedMetadata, SavedMetadataSchema } from "./generated/keras_metadata_pb.js";
import { type SavedModel, SavedModelSchema } from "./generated/tensorflow/core/protobuf/saved_model_pb.js";
import { guardedProto } from "./proto.js";

/** A SavedModel folder: graphs with their signatures, variables, and what Keras noted of its layers. */
export interface SavedModelFolder extends Container {
  readonly type: "saved-model";
  readonly name: string;
  readonly model: SavedModel;
  /** Undefined where the graph holds no variables. */
  readonly variables: Bundle | undefined;
  /** Of tf.keras 2.5 and later. */
  readonly keras: SavedMetadata | undefined;
  /** Vocabularies and other files of the folder `assets`, by their paths in it. */
  readonly assets: ReadonlyMap<string, Uint8Array>;
}

const GRAPH = "saved_model.pb";
const INDEX = "variables/variables.index";
const KERAS = "keras_metadata.pb";
const ASSETS = "assets/";

/** `saved_model.pb` alone, without its variables. */
export async function readSavedModelFile(source: ByteSource, limits: Limits): Promise<SavedModelFolder> {
  const model = parse(await readAll(source, limits), source.name);
  return { type: "saved-model", name: source.name, model, variables: undefined, keras: undefined, assets: new Map(), notes: [] };
}

export async function readSavedModel(folder: Folder, name: string, limits: Limits): Promise<SavedModelFolder> {
  const model = parse(await whole(folder, GRAPH, limits), `${name}/${GRAPH}`);
  const assets = new Map<string, Uint8Array>();
  for (const file of folder.names) if (file.startsWith(ASSETS)) assets.set(file.slice(ASSETS.length), await whole(folder, file, limits));
  const variables = folder.names.includes(INDEX) ? await bundleIn(folder, INDEX, limits) : undefined;
  return { type: "saved-model", name, model, variables, keras: await kerasMetadata(folder, name, limits), assets, notes: [] };
}

async function whole(folder: Folder, name: string, limits: Limits): Promise<Uint8Array> {
  const source = await folder.source(name);
  try {
    return await readAll(source, limits);
  } finally {
    await source.close?.();
  }
}

function parse(bytes: Uint8Array, where: string): SavedModel {
  const model = guardedProto("tensorflow/malformed", where, () => fromBinary(SavedModelSchema, bytes));
  if (model.metaGraphs.length === 0) throw new ModelError("tensorflow/malformed", `${where} holds no graph.`, { where });
  return model;
}

async function kerasMetadata(folder: Folder, name: string, limits: Limits): Promise<SavedMetadata | undefined> {
  if (!folder.names.includes(KERAS)) return undefined;
  const bytes = await whole(folder, KERAS, limits);
  return guardedProto("tensorflow/malformed", `${name}/${KERAS}`, () => fromBinary(SavedMetadataSchema, bytes));
}

import type { GroupDraft } from "../../../container/hdf5/draft.js";
import type { Hdf5Value } from "../../../container/hdf5/file.js";
import { ModelError } from "../../../errors.js";
import type { Tensor } from "../../../tensor.js";
import type { Json } from "../../source.js";
import { get, isList, isObject, type JsonObject } from "../json.js";
import type { KerasSource } from "../source.js";
import type { VariablesOf } from "../variables.js";
import { atLeast, versionOf } from "../version.js";
import { legacyWeights, namedArrays, noAttributes, storedWeights } from "./groups.js";
import { pythonJson } from "./python-json.js";

/** A model in the layout of `.h5` (keras/src/legacy/saving/legacy_h5_format.py: save_model_to_hdf5). */
export function hdf5Form(source: KerasSource, variablesOf: VariablesOf): GroupDraft {
  const [file] = source.saved.assets?.files.keys() ?? [];
  if (file !== undefined)
    throw new ModelError(
      "format/write",
      `The model keeps ${file} beside its configuration, for which .h5 has no place: save it as .keras.`,
      { where: file },
    );
  const attributes = new Map<string, Hdf5Value>([["backend", "tensorflow"]]);
  if (source.frameworkVersion !== undefined) attributes.set("keras_version", source.frameworkVersion);
  attributes.set("model_config", modelText(source));
  const training = trainingText(source);
  if (training !== undefined) attributes.set("training_config", training);
  const members = new Map<string, GroupDraft | Tensor>([["model_weights", legacyWeights(source, variablesOf)]]);
  if (training !== undefined && source.saved.optimizer.length > 0) members.set("optimizer_weights", namedArrays(optimizerArrays(source)));
  return { attributes, members };
}

/** The three entries of a `.keras` file (keras/src/saving/saving_lib.py: _save_model_to_fileobj). */
export function archiveForm(source: KerasSource, variablesOf: VariablesOf, now: Date) {
  if (!isArchived(source) && !atLeast(versionOf(source.frameworkVersion), 3))
    throw new ModelError(
      "format/write",
      `A model of Keras ${source.frameworkVersion ?? "of unknown version"} has no .keras form; save it as .h5, which that Keras and Keras 3 open.`,
    );
  const weights = storedWeights(source, variablesOf);
  const members = new Map(weights.members);
  if (source.saved.optimizer.length > 0 && !members.has("optimizer")) {
    const arrays = new Map(source.saved.optimizer.map(({ tensor }, i) => [String(i), tensor]));
    const vars: GroupDraft = { attributes: new Map([["name", optimizerName(source)]]), members: arrays };
    members.set("optimizer", { attributes: noAttributes, members: new Map([["vars", vars]]) });
  }
  const date = now.toISOString().slice(0, 19).replace("T", "@");
  return {
    config: archiveText(source),
    metadata: pythonJson({ keras_version: source.frameworkVersion ?? "", date_saved: date }),
    weights: { attributes: weights.attributes, members } satisfies GroupDraft,
  };
}

/** What `to_json()` writes. */
export function jsonForm(source: KerasSource): string {
  const { root } = source;
  if (root === undefined) throw new ModelError("format/write", "The file holds weights and no architecture.");
  if (atLeast(versionOf(source.frameworkVersion), 3)) return archiveText(source, false);
  const value: JsonObject = {
    class_name: root.className,
    config: root.config,
    keras_version: source.frameworkVersion ?? "",
    backend: "tensorflow",
  };
  return pythonJson(value, { text: source.saved.texts.model });
}

const isArchived = ({ container }: KerasSource): boolean => container.type === "zip";
const isHdf5 = ({ container }: KerasSource): boolean => container.type === "hdf5";

function modelText(source: KerasSource): string {
  const { root } = source;
  if (root === undefined) throw new ModelError("format/write", "The file holds weights and no architecture, which .h5 needs.");
  if (isHdf5(source) && source.saved.texts.model !== undefined) return source.saved.texts.model;
  return pythonJson({ class_name: root.className, config: root.config }, { text: source.saved.texts.model });
}

/** `.keras` keeps the optimizer beside the losses, `.h5` as `optimizer_config` (legacy/saving/saving_utils.py: model_metadata). */
function trainingText({ saved }: KerasSource): string | undefined {
  const { training, texts } = saved;
  if (!isObject(training) || Object.keys(training).length === 0) return undefined;
  if (texts.training !== undefined) return texts.training;
  const { optimizer, ...rest } = training;
  if (!isObject(optimizer)) return undefined;
  const value: JsonObject = {
    ...rest,
    optimizer_config: { class_name: get(optimizer, "class_name") ?? null, config: get(optimizer, "config") ?? {} },
  };
  return pythonJson(value, {
    text: texts.model,
    moved: [
      ["/compile_config/optimizer/", "/optimizer_config/"],
      ["/compile_config/", "/"],
    ],
  });
}

function archiveText(source: KerasSource, compiled = true): string {
  const { root, saved } = source;
  if (root === undefined) throw new ModelError("format/write", "The file holds weights and no architecture, which .keras needs.");
  if (isArchived(source) && compiled && saved.texts.model !== undefined) return saved.texts.model;
  const value: Record<string, Json> = {
    module: root.className === "Sequential" ? "keras" : "keras.src.models.functional",
    class_name: root.className,
    config: root.config,
    registered_name: root.registeredName ?? (root.className === "Sequential" ? null : root.className),
  };
  if (root.buildConfig) value.build_config = root.buildConfig;
  if (compiled) value.compile_config = compileConfig(saved.training);
  return pythonJson(
    value,
    { text: saved.texts.model },
    {
      text: saved.texts.training,
      moved: [
        ["/optimizer_config/", "/compile_config/optimizer/"],
        ["/", "/compile_config/"],
      ],
    },
  );
}

/** `.h5` leaves out where classes live, and `.keras` asks for it. */
const homes: Readonly<Record<string, string>> = { loss: "keras.losses", metrics: "keras.metrics", weighted_metrics: "keras.metrics" };

function compileConfig(training: Json | undefined): Json {
  if (!isObject(training)) return {};
  const { optimizer_config: optimizer, ...rest } = training;
  if (!isObject(optimizer)) return training;
  const housed = Object.entries(rest).map(([key, value]) => [key, homes[key] === undefined ? value : housedIn(homes[key], value)]);
  return { optimizer: housedIn("keras.optimizers", optimizer), ...(Object.fromEntries(housed) as JsonObject) };
}

function housedIn(module: string, value: Json): Json {
  if (isList(value)) return value.map((item) => housedIn(module, item));
  if (!isObject(value)) return value;
  if (typeof get(value, "class_name") !== "string")
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, housedIn(module, item)]));
  return get(value, "module") === undefined ? { module, ...value, registered_name: null } : value;
}

function optimizerName({ saved }: KerasSource): string {
  const training = isObject(saved.training) ? saved.training : {};
  const optimizer = get(training, "optimizer") ?? get(training, "optimizer_config");
  const config = isObject(optimizer) ? get(optimizer, "config") : undefined;
  const name = isObject(config) ? get(config, "name") : undefined;
  return typeof name === "string" ? name : "optimizer";
}

/** Names of HDF5 paths; the numbers of `.keras` become names below the optimizer's. */
function optimizerArrays(source: KerasSource): (readonly [string, Tensor])[] {
  return source.saved.optimizer.map(({ name, tensor }) => [/^\d+$/.test(name) ? `${optimizerName(source)}/${name}` : name, tensor]);
}

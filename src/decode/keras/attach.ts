import type { Hdf5File } from "../../container/hdf5/file.js";
import { ModelError } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { arraysOf, hdf5Weights, versionIn, weightsIn } from "./hdf5.js";
import type { SavedLayer } from "./layer.js";
import { KerasSource } from "./source.js";
import type { VariablesOf } from "./variables.js";
import { variablesIn } from "./weights/legacy.js";

/** How many of the layers without weights a message names. */
const NAMED = 6;

/** An architecture with the arrays of an HDF5 file. @throws ModelError `keras/weights` where layers go without */
export function attached(source: KerasSource, root: SavedLayer, file: Hdf5File, variablesOf: VariablesOf): KerasSource {
  const group = weightsIn(file.root);
  const weights = hdf5Weights(group, root, variablesOf, file.root);
  checkComplete(root, weights, variablesOf);
  return new KerasSource(root, weights, source.container, {
    ...source.saved,
    version:
      source.saved.version === undefined || source.saved.version === "3"
        ? (versionIn(file.root) ?? source.saved.version)
        : source.saved.version,
    arrays: arraysOf(group, weights),
  });
}

/** An architecture with arrays that have the names of its variables, as Brine writes them into .safetensors and .npz files. */
export function attachedByName(
  source: KerasSource,
  root: SavedLayer,
  weights: ReadonlyMap<string, Tensor>,
  variablesOf: VariablesOf,
): KerasSource {
  checkComplete(root, weights, variablesOf);
  return new KerasSource(root, weights, source.container, source.saved);
}

function checkComplete(root: SavedLayer, weights: ReadonlyMap<string, Tensor>, variablesOf: VariablesOf): void {
  const lacking = (root.layers.length > 0 ? root.layers : [root]).flatMap((layer) => {
    const { trained, others } = variablesIn(layer, layer.name, variablesOf) ?? { trained: [], others: [] };
    const missing = [...trained, ...others].filter((path) => !weights.has(path));
    return missing.length === 0 ? [] : [`${layer.name} (${missing.map((path) => path.slice(layer.name.length + 1)).join(", ")})`];
  });
  if (lacking.length > 0) {
    const more = lacking.length > NAMED ? `, and ${lacking.length - NAMED} more` : "";
    throw new ModelError("keras/weights", `The weights file has none for ${lacking.slice(0, NAMED).join("; ")}${more}.`, {
      where: lacking[0] as string,
    });
  }
}

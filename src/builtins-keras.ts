import { catalog } from "./catalog.js";
import type { VariablesOf } from "./decode/keras/variables.js";
import { definitionOf } from "./lower/keras/bound.js";
import type { Layer } from "./lower/keras/define.js";
import { layers } from "./lower/keras/layers/index.js";
import { operations } from "./lower/keras/operations/index.js";

export { kerasLowering } from "./lower/keras/lowering.js";

/** The Keras layers and recorded operations that ship. Loaded when the first network is opened: what scikit-learn saved starts without them. */
export const builtinLayers = catalog([...layers, ...operations.flat()], (layer) => layer.name);

/** Those and a user's own. */
export const layersWith = (custom: readonly (readonly [string, Layer])[]): ReadonlyMap<string, Layer> =>
  custom.length === 0 ? builtinLayers : new Map([...builtinLayers, ...custom]);

export const variablesIn =
  (known: ReadonlyMap<string, Layer>): VariablesOf =>
  (layer) =>
    definitionOf(known, layer)?.variables(layer);

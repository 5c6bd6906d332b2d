import type { Tensor } from "../../tensor.js";
import type { SavedLayer } from "./layer.js";

/** A layer's own variable, by the attribute that holds it. */
export interface VariableName {
  readonly name: string;
  readonly trainable: boolean;
}

/** What a layer holds, in the order in which Keras makes it: that is all that files tell by. */
export interface LayerVariables {
  readonly own: readonly VariableName[];
  /** Layers inside, by the attribute that holds each; of lists, the attribute and the position. */
  readonly children: readonly { readonly attribute: string; readonly position?: number; readonly layer: SavedLayer }[];
}

/** Tells what a layer holds; undefined for classes that nobody knows. */
export type VariablesOf = (layer: SavedLayer) => LayerVariables | undefined;

/** A variable's value, under the path that is the same in every format: `dense/kernel`, `inner/lstm/cell/bias`. */
export type NamedWeights = ReadonlyMap<string, Tensor>;

import type { Container } from "../container/container.js";
import type { Tensor } from "../tensor.js";

/** JSON, as configurations are shown and compared. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What was saved, whole and uninterpreted: a tree of estimators, layers or modules with their parameters and named weights.
 * The container stays attached, so that writing back loses nothing.
 */
export interface SourceModel {
  readonly framework: string;
  /** The version that saved the file, where it says so. */
  readonly frameworkVersion: string | undefined;
  /** The class of the root, such as `Pipeline`; a Python type's name where the root is no model. */
  readonly kind: string;
  /** Hyper-parameters, nested as the models are. */
  readonly config: Json;
  /** The configuration as it is compared, where several layouts write it; default: `config`. */
  readonly canonical?: Json;
  /** Fitted arrays by path, such as `steps.scaler.mean_`. */
  readonly weights: ReadonlyMap<string, Tensor>;
  /** Models inside, by path: `scaler`, `models.0`. */
  readonly parts: ReadonlyMap<string, SourceModel>;
  readonly container: Container;
  /** Whether it holds weights and no model: then its configuration says nothing of one. */
  readonly weightsOnly?: boolean;
  /** Whether `config` and `weights` say what the model is: false for files that hold a graph only. */
  readonly comparable: boolean;
}

/** A framework's layout ⇄ what was saved. The best match wins; a tie is an error, never an order. */
export interface Decoder<S extends SourceModel = SourceModel> {
  readonly type: string;
  match(container: Container): "no" | "maybe" | "yes";
  decode(container: Container, part: string | undefined): S | Promise<S>;
  /** The same model with the weights that another file holds; absent where files always hold both. */
  withWeights?(source: SourceModel, weights: Container): S | Promise<S>;
}

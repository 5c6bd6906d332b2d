import type { Container } from "../../container/container.js";
import type { Hdf5Group } from "../../container/hdf5/file.js";
import type { Tensor } from "../../tensor.js";
import type { Json, SourceModel } from "../source.js";
import { canonical } from "./canonical.js";
import type { JsonObject } from "./json.js";
import type { SavedLayer } from "./layer.js";

/** Files of layers beside the configuration and the arrays: vocabularies. */
export interface LayerAssets {
  /** All of them, by their names in the archive. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The texts of known layers, by the layer's path and the file's name: `lookup/vocabulary.txt`. */
  readonly texts: ReadonlyMap<string, string>;
}

/** What a Keras file held beside the model. */
export interface KerasParts {
  readonly version: string | undefined;
  /** What `compile` was given: optimizer, loss, metrics; undefined where the model was not compiled. */
  readonly training: Json | undefined;
  /** The optimizer's variables, in the order of the file. */
  readonly optimizer: readonly { readonly name: string; readonly tensor: Tensor }[];
  /** The JSON of the model and of what it was compiled with, as the file has them: Python tells 1.0 from 1. */
  readonly texts: { readonly model?: string; readonly training?: string };
  /** The arrays in the layout of the file (by layer, as `.h5` has them, or by object, as `.keras` does), and those among them that were named. */
  readonly arrays:
    | { readonly layout: "layers" | "objects"; readonly group: Hdf5Group; readonly named: ReadonlyMap<string, Tensor> }
    | undefined;
  /** What layers keep as files of their own, in `.keras` only. */
  readonly assets?: LayerAssets;
}

/** A Keras model as it was saved: its configuration, and its variables by path (`dense/kernel`, `inner/lstm/cell/bias`). */
export class KerasSource implements SourceModel {
  readonly framework = "keras";
  readonly comparable = true;

  constructor(
    /** The model or layer; undefined where the file holds weights only. */
    readonly root: SavedLayer | undefined,
    readonly weights: ReadonlyMap<string, Tensor>,
    readonly container: Container,
    readonly saved: KerasParts,
  ) {}

  get frameworkVersion(): string | undefined {
    return this.saved.version;
  }

  get kind(): string {
    return this.root?.className ?? "weights";
  }

  get weightsOnly(): boolean {
    return this.root === undefined;
  }

  get config(): Json {
    const config: JsonObject = this.root?.config ?? {};
    return config;
  }

  get canonical(): Json {
    return canonical(this.config);
  }

  /** Models inside, by path. A layer shares its variables with the model that it is part of. */
  get parts(): ReadonlyMap<string, SourceModel> {
    const parts = new Map<string, SourceModel>();
    const visit = (layer: SavedLayer, path: string): void => {
      for (const child of layer.layers) {
        const inner = path === "" ? child.name : `${path}/${child.name}`;
        if (child.layers.length === 0) continue;
        parts.set(
          inner,
          new KerasSource(child, within(this.weights, inner), this.container, { ...this.saved, training: undefined, optimizer: [] }),
        );
        visit(child, inner);
      }
    };
    if (this.root) visit(this.root, "");
    return parts;
  }
}

function within(weights: ReadonlyMap<string, Tensor>, path: string): ReadonlyMap<string, Tensor> {
  return new Map(
    [...weights].filter(([name]) => name.startsWith(`${path}/`)).map(([name, tensor]) => [name.slice(path.length + 1), tensor]),
  );
}

import type { Container } from "../../container/container.js";
import type { Tensor } from "../../tensor.js";
import type { Json, SourceModel } from "../source.js";

/** Arrays by name, and no model: what a .safetensors file or an .npz of weights holds. */
export class WeightsSource implements SourceModel {
  readonly framework = "weights";
  readonly frameworkVersion = undefined;
  readonly kind = "weights";
  readonly comparable = true;
  readonly weightsOnly = true;
  readonly parts: ReadonlyMap<string, SourceModel> = new Map();

  constructor(
    readonly weights: ReadonlyMap<string, Tensor>,
    readonly container: Container,
    /** What the file says of them. */
    readonly config: Json,
  ) {}
}

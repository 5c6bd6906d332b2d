import type { Tensor } from "../../tensor.js";
import type { Container, ContainerFormat } from "../container.js";
import { LENGTH_BYTES } from "./dtypes.js";
import { readSafetensors } from "./read.js";
import { isSafetensors } from "./sniff.js";

/** A .safetensors file: arrays by name, in the order in which they lie in the file, and texts about them. */
export interface SafetensorsFile extends Container {
  readonly type: "safetensors";
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: ReadonlyMap<string, string>;
}

export const safetensorsFormat: ContainerFormat<SafetensorsFile> = {
  type: "safetensors",
  extensions: [".safetensors"],
  headBytes: LENGTH_BYTES + 2,
  sniff: isSafetensors,
  read: readSafetensors,
};

import type { Model } from "../../index.js";
import type { ModelInput } from "../../model/form.js";
import { concatTensors } from "./batch.js";
import type { Arrays } from "./network/arrays.js";
import { type NetworkOptions, readNetwork } from "./network/read.js";
import { onlyInput } from "./options.js";
import { readInput } from "./read.js";

/** All rows that a model is to be asked about at once, of one file, or of one for each input of a network. */
export async function readRows(model: Model, inputs: readonly string[], options: NetworkOptions = {}): Promise<ModelInput> {
  const declared = model.inputs?.kind === "tensors" ? model.inputs.tensors : undefined;
  if (declared === undefined) return readInput(onlyInput(inputs), options);
  const batches: Arrays[] = [];
  for await (const batch of readNetwork(inputs, declared, options)) batches.push(batch);
  const names = Object.keys(batches[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, concatTensors(batches.map((batch) => batch[name]).filter((part) => part !== undefined))]),
  );
}

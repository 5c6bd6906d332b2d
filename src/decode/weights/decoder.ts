import type { Container } from "../../container/container.js";
import { readNpy } from "../../container/npy/read.js";
import { toTensor } from "../../container/python/tensor.js";
import type { SafetensorsFile } from "../../container/safetensors/format.js";
import type { ZipArchive } from "../../container/zip/format.js";
import { defaultLimits } from "../../limits.js";
import type { Tensor } from "../../tensor.js";
import type { Decoder } from "../source.js";
import { WeightsSource } from "./source.js";

const isSafetensors = (container: Container): container is SafetensorsFile => container.type === "safetensors";
const isNpz = (container: Container): container is ZipArchive => {
  const { names } = container as ZipArchive;
  return container.type === "zip" && names.length > 0 && names.every((name) => name.endsWith(".npy"));
};

/** The arrays of a file that holds weights by name, and nothing else; undefined for other files. */
export async function namedWeights(container: Container): Promise<ReadonlyMap<string, Tensor> | undefined> {
  if (isSafetensors(container)) return container.tensors;
  if (!isNpz(container)) return undefined;
  const found = new Map<string, Tensor>();
  for (const name of container.names) {
    const source = await container.source(name);
    const bytes = await source.read(0, source.size);
    found.set(name.slice(0, -".npy".length), toTensor(readNpy(bytes, defaultLimits, name)));
  }
  return found;
}

/** Weights by themselves: to look at, to compare, and to hand to an architecture. */
export const weightsDecoder: Decoder<WeightsSource> = {
  type: "weights",
  match: (container) => (isSafetensors(container) ? "yes" : isNpz(container) ? "maybe" : "no"),
  decode: async (container) =>
    new WeightsSource(
      (await namedWeights(container)) ?? new Map(),
      container,
      isSafetensors(container) ? Object.fromEntries(container.metadata) : {},
    ),
};

import { formatHeader } from "../../container/npy/header.js";
import { fromTensor } from "../../container/python/tensor.js";
import { writeSafetensors } from "../../container/safetensors/write.js";
import { writeZip } from "../../container/zip/write.js";
import { ModelError } from "../../errors.js";
import type { Model } from "../model.js";
import type { Writer } from "../save.js";

/** Arrays by name without the model around them, as `safetensors.numpy.save_file` writes; Keras's variables by `layer/variable`. */
export const safetensorsWriter: Writer = {
  type: "safetensors",
  extensions: [".safetensors"],
  write: async (model) => writeSafetensors(weightsOf(model, ".safetensors")),
};

/** The same as `numpy.savez` writes. */
export const npzWriter: Writer = {
  type: "npz",
  extensions: [".npz"],
  write: async (model) => {
    const entries = [...weightsOf(model, ".npz")].map(([name, tensor]): [string, Uint8Array] => {
      if (tensor.dtype === "object" || tensor.dtype === "bfloat16")
        throw new ModelError("format/write", `${name} is ${tensor.dtype}, which NumPy holds only as a pickle; write .safetensors.`, {
          where: name,
        });
      const { dtype, shape, fortran, bytes } = fromTensor(tensor);
      return [`${name}.npy`, Buffer.concat([formatHeader(dtype, shape, fortran), bytes ?? new Uint8Array(0)])];
    });
    return writeZip(entries);
  },
};

function weightsOf(model: Model, format: string) {
  if (model.weights.size > 0) return model.weights;
  throw new ModelError("format/write", `The ${model.framework} ${model.kind} holds no weights of its own that ${format} could keep.`, {
    where: format,
  });
}

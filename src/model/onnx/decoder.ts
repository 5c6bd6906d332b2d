import type { Container } from "../../container/container.js";
import type { OnnxFile } from "../../container/onnx/format.js";
import type { Decoder } from "../../decode/source.js";
import { ModelError } from "../../errors.js";
import type { OnnxSource } from "./source.js";

/** Reads .onnx files; what that needs is loaded when the first one is opened. */
export const onnxDecoder: Decoder<OnnxSource> = {
  type: "onnx",
  match: (container) => (isOnnx(container) ? "yes" : "no"),
  decode: async (container, part) => {
    if (!isOnnx(container)) throw new ModelError("format/unknown", `A ${container.type} file is no ONNX file.`);
    if (part) throw new ModelError("model/part", `An .onnx file holds one graph and no model called "${part}".`, { where: part });
    const { OnnxSource } = await import("./source.js");
    return new OnnxSource(container);
  },
};

export const isOnnx = (container: Container): container is OnnxFile => container.type === "onnx";

import { readAll } from "../../bytes/range.js";
import type { Container, ContainerFormat, Note } from "../container.js";

/** An .onnx file as its bytes; what they say is read above, where graphs are known. */
export interface OnnxFile extends Container {
  readonly type: "onnx";
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly notes: readonly Note[];
}

/** Field 1, a varint: `ir_version`, which every writer puts first. */
const IR_VERSION_TAG = 0x08;
/** Version 1 was for three weeks of 2017; a SavedModel of TensorFlow begins like a file of it. */
const SMALLEST_IR_VERSION = 2;
/** Versions so far; 13 in 2026. */
const LARGEST_IR_VERSION = 32;
/** Tags of the fields that follow it: producer_name and _version, domain, model_version, doc_string, graph, opset_import. */
const nextTags = new Set([0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42]);

export const onnxFormat: ContainerFormat<OnnxFile> = {
  type: "onnx",
  extensions: [".onnx"],
  headBytes: 3,
  sniff: (head) =>
    head[0] === IR_VERSION_TAG &&
    (head[1] ?? 0) >= SMALLEST_IR_VERSION &&
    (head[1] ?? 0) <= LARGEST_IR_VERSION &&
    nextTags.has(head[2] ?? 0),
  read: async (source, limits) => ({ type: "onnx", name: source.name, bytes: await readAll(source, limits), notes: [] }),
};

import type { ContainerFormat } from "../container.js";
import type { Checkpoint } from "./checkpoint.js";
import type { GraphFile } from "./graph-def.js";
import type { SavedModelFolder } from "./saved-model.js";

// What reads them is loaded when the first one is opened: the messages of TensorFlow are many.

export const savedModelFormat: ContainerFormat<SavedModelFolder> = {
  type: "saved-model",
  extensions: [],
  headBytes: 3,
  // Version 1 of the schema, and a graph: there has been no other version.
  sniff: (head) => head[0] === 0x08 && head[1] === 1 && head[2] === 0x12,
  read: async (source, limits) => (await import("./saved-model.js")).readSavedModelFile(source, limits),
  folder: {
    sniff: (names) => names.includes("saved_model.pb"),
    read: async (folder, name, limits) => (await import("./saved-model.js")).readSavedModel(folder, name, limits),
  },
};

export const checkpointFormat: ContainerFormat<Checkpoint> = {
  type: "checkpoint",
  extensions: [".index"],
  headBytes: 4,
  // The first key is empty, shares nothing, and its value, the header, begins with the number of data files.
  sniff: (head) => head[0] === 0 && head[1] === 0 && (head[2] ?? 0) >= 2 && (head[2] ?? 0) < 32 && head[3] === 0x08,
  read: async (source, limits) => (await import("./checkpoint.js")).readCheckpoint(source, limits),
  folder: {
    sniff: (names) => !names.includes("saved_model.pb") && names.some((name) => name.endsWith(".index") && !name.includes("/")),
    read: async (folder, name, limits) => (await import("./checkpoint.js")).readCheckpointFolder(folder, name, limits),
  },
};

const NODE = 0x0a;
const NAME = 0x0a;
const OP = 0x12;
/** The longest name of a first node that is looked through to what must follow it. */
const HEAD = 256;

export const graphDefFormat: ContainerFormat<GraphFile> = {
  type: "graph-def",
  extensions: [".pb"],
  headBytes: HEAD,
  sniff: (head) => {
    // A node: its length, its name (tensorflow/core/graph/graph_constructor.cc: IsValidNodeName), its op.
    if (head[0] !== NODE) return false;
    let at = 1;
    while ((head[at] ?? 0) >= 0x80 && at < 5) at++;
    const length = head[at + 2] ?? 0;
    if (head[at + 1] !== NAME || length === 0 || length >= 0x80 || at + 3 + length + 3 > head.length) return false;
    const name = String.fromCharCode(...head.subarray(at + 3, at + 3 + length));
    const op = at + 3 + length;
    return /^[A-Za-z0-9.][\w.\\/>-]*$/.test(name) && head[op] === OP && /^[A-Z_]$/.test(String.fromCharCode(head[op + 2] ?? 0));
  },
  read: async (source, limits) => (await import("./graph-def.js")).readGraphFile(source, limits),
};

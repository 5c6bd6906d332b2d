import type { Container } from "../../container/container.js";
import type { Checkpoint } from "../../container/tensorflow/checkpoint.js";
import { dtypeOf, typeName } from "../../container/tensorflow/dtype.js";
import type { GraphDef } from "../../container/tensorflow/generated/tensorflow/core/framework/graph_pb.js";
import type { MetaGraphDef } from "../../container/tensorflow/generated/tensorflow/core/protobuf/meta_graph_pb.js";
import type { GraphFile } from "../../container/tensorflow/graph-def.js";
import type { SavedModelFolder } from "../../container/tensorflow/saved-model.js";
import { ModelError } from "../../errors.js";
import type { VariablesOf } from "../keras/variables.js";
import { type KerasSavedModel, kerasModel } from "./keras.js";
import { plainName } from "./restore.js";
import { DEFAULT, type Port, type Signature, shapeOf, signaturesOf } from "./signature.js";
import { TensorflowSource } from "./source.js";
import { frozenWeights, namedWeights, variableReader } from "./variables.js";

const isSavedModel = (container: Container): container is SavedModelFolder => container.type === "saved-model";
const isGraph = (container: Container): container is GraphFile => container.type === "graph-def";
const isCheckpoint = (container: Container): container is Checkpoint => container.type === "checkpoint";

export function decodeContainer(container: Container, variablesOf: VariablesOf): TensorflowSource | KerasSavedModel {
  if (isSavedModel(container)) {
    const graph = savedModel(container);
    return asKeras(container, graph, variablesOf) ?? graph;
  }
  if (isGraph(container)) return frozen(container);
  if (isCheckpoint(container)) return checkpoint(container);
  throw new ModelError("format/unknown", `A ${container.type} file is nothing that TensorFlow saved.`);
}

/** Where the layers cannot be made out, the graph still answers. */
function asKeras(container: SavedModelFolder, graph: TensorflowSource, variablesOf: VariablesOf): KerasSavedModel | undefined {
  try {
    return kerasModel(container, graph, variablesOf);
  } catch (error) {
    if (error instanceof ModelError && error.code.startsWith("keras/")) return undefined;
    throw error;
  }
}

/** The graph that serves; the first where none says so. */
function servingGraph({ model }: SavedModelFolder): MetaGraphDef {
  const found = model.metaGraphs.find(({ metaInfoDef }) => metaInfoDef?.tags.includes("serve")) ?? model.metaGraphs[0];
  if (found === undefined) throw new ModelError("tensorflow/malformed", "The SavedModel holds no graph.");
  return found;
}

function savedModel(container: SavedModelFolder): TensorflowSource {
  const meta = servingGraph(container);
  const version = meta.metaInfoDef?.tensorflowVersion;
  return new TensorflowSource(container, {
    kind: "SavedModel",
    version: version === "" ? undefined : version,
    tags: meta.metaInfoDef?.tags ?? [],
    graph: meta.graphDef,
    signatures: signaturesOf(meta),
    weights: container.variables ? namedWeights(container.variables) : new Map(),
    variable: variableReader(meta, container.variables),
    asset: (path) => container.assets.get(path.replace(/^assets\//, "")),
  });
}

function frozen(container: GraphFile): TensorflowSource {
  const { graph } = container;
  return new TensorflowSource(container, {
    kind: "GraphDef",
    version: undefined,
    tags: [],
    graph,
    signatures: [wholeGraph(graph)],
    weights: frozenWeights(graph),
    variable: () => undefined,
    asset: () => undefined,
  });
}

/** Ops whose answers nobody asks for. */
const silent = new Set(["NoOp", "Const", "Assert", "Placeholder", "PlaceholderWithDefault"]);

/** A frozen graph says not what it is asked: it takes its placeholders, and answers what no other node reads. */
function wholeGraph(graph: GraphDef): Signature {
  const read = new Set(graph.node.flatMap(({ input }) => input.map(plainName)));
  const port = (name: string, type: number | undefined, shape: Port["shape"]): Port => ({
    name,
    tensor: name,
    dtype: type === undefined ? undefined : dtypeOf(type),
    type: type === undefined ? "" : typeName(type),
    shape,
  });
  return {
    name: DEFAULT,
    inputs: graph.node
      .filter(({ op }) => op === "Placeholder")
      .map(({ name, attr: { dtype, shape } }) =>
        port(
          name,
          dtype?.value.case === "type" ? dtype.value.value : undefined,
          shape?.value.case === "shape" ? shapeOf(shape.value.value) : undefined,
        ),
      ),
    outputs: graph.node.filter(({ name, op }) => !read.has(name) && !silent.has(op)).map(({ name }) => port(name, undefined, undefined)),
  };
}

function checkpoint(container: Checkpoint): TensorflowSource {
  return new TensorflowSource(container, {
    kind: "checkpoint",
    version: undefined,
    tags: [],
    graph: undefined,
    signatures: [],
    weights: namedWeights(container.bundle),
    variable: (node) => container.bundle.tensors.get(node),
    asset: () => undefined,
  });
}

import { fromBinary } from "@bufbuild/protobuf";
import { ModelError } from "../../errors.js";
import type { DType, Tensor } from "../../tensor.js";
import type { Dim } from "../info.js";
import { decodeAttribute, type OnnxAttribute } from "./attribute.js";
import { dtypeOfCode } from "./dtype.js";
import { type GraphProto, type ModelProto, ModelProtoSchema, type NodeProto, type ValueInfoProto } from "./generated/onnx_pb.js";
import { decodeTensor } from "./tensor.js";

/** What an .onnx file holds. */
export interface OnnxModel {
  readonly irVersion: number;
  /** Who wrote it, as it says. */
  readonly producer: string;
  /** Version of each operator set, by domain; the standard one is "". */
  readonly opsets: ReadonlyMap<string, number>;
  readonly metadata: ReadonlyMap<string, string>;
  readonly graph: OnnxGraph;
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxEdge[];
  readonly outputs: readonly OnnxEdge[];
  /** In an order in which each comes after its inputs. */
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, Tensor>;
}

/** An input or output of the graph; `shape` is undefined where the file leaves it open, a nameless length is "?". */
export interface OnnxEdge {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly Dim[] | undefined;
}

export interface OnnxNode {
  readonly op: string;
  readonly domain: string;
  readonly name: string;
  /** Names of edges; "" for an optional input that is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

/** Reads the bytes of an .onnx file; throws `onnx/malformed`. Graphs inside of nodes (loops) are kept as they are, functions are refused. */
export function decodeOnnx(bytes: Uint8Array): OnnxModel {
  let model: ModelProto;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch (cause) {
    throw new ModelError("onnx/malformed", `The ${bytes.length} bytes are no ONNX model: ${String(cause)}.`, { cause });
  }
  if (model.graph === undefined || model.opsetImport.length === 0)
    throw new ModelError("onnx/malformed", "The bytes are protobuf, but hold no ONNX graph with an operator set.");
  if (model.functions.length > 0)
    throw new ModelError("onnx/malformed", `The model defines ${model.functions.length} functions of its own, which Brine does not read.`);
  return {
    irVersion: Number(model.irVersion),
    producer: model.producerName,
    opsets: new Map(model.opsetImport.map(({ domain, version }) => [domain, Number(version)])),
    metadata: new Map(model.metadataProps.map(({ key, value }) => [key, value])),
    graph: decodeGraph(model.graph),
  };
}

function decodeGraph(graph: GraphProto): OnnxGraph {
  const initializers = new Map(graph.initializer.map((proto) => [proto.name, decodeTensor(proto)]));
  const known = new Set(["", ...initializers.keys(), ...graph.input.map(({ name }) => name)]);
  for (const node of graph.node) {
    for (const input of node.input) if (!known.has(input)) throw dangling(input, `node "${node.name || node.opType}"`);
    for (const output of node.output) known.add(output);
  }
  for (const { name } of graph.output) if (!known.has(name)) throw dangling(name, "the graph's outputs");
  return {
    name: graph.name,
    // Files of IR versions before 4 list initializers among the inputs.
    inputs: graph.input.filter(({ name }) => !initializers.has(name)).map(decodeEdge),
    outputs: graph.output.map(decodeEdge),
    nodes: graph.node.map(decodeNode),
    initializers,
  };
}

function dangling(name: string, where: string): ModelError {
  return new ModelError("onnx/malformed", `${where} uses "${name}", which nothing before it makes.`, { where });
}

function decodeNode(node: NodeProto): OnnxNode {
  return {
    op: node.opType,
    domain: node.domain === "ai.onnx" ? "" : node.domain,
    name: node.name,
    inputs: node.input,
    outputs: node.output,
    attributes: new Map(node.attribute.map((attribute) => [attribute.name, decodeAttribute(attribute, node.name || node.opType)])),
  };
}

function decodeEdge({ name, type }: ValueInfoProto): OnnxEdge {
  if (type?.value.case !== "tensorType")
    throw new ModelError("onnx/malformed", `"${name}" is a ${type?.value.case ?? "value without a type"}, not a tensor.`, { where: name });
  const { elemType, shape } = type.value.value;
  const dims = shape?.dim.map(({ value }): Dim => (value.case === "dimValue" ? Number(value.value) : value.value || "?"));
  return { name, dtype: dtypeOfCode(elemType, `"${name}"`), shape: dims };
}

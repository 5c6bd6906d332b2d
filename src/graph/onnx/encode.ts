import { create, toBinary } from "@bufbuild/protobuf";
import { catalog } from "../../catalog.js";
import { ModelError } from "../../errors.js";
import type { Graph } from "../builder.js";
import type { Node } from "../op.js";
import type { Value } from "../value.js";
import { isOnnxNode } from "./attribute.js";
import { dtypeCode } from "./dtype.js";
import { Emitter } from "./emitter.js";
import {
  type GraphProto,
  GraphProtoSchema,
  ModelProtoSchema,
  TensorShapeProto_DimensionSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "./generated/onnx_pb.js";
import { convolutionRules } from "./nodes/convolution.js";
import { elementwiseRules } from "./nodes/elementwise.js";
import { recurrentRules } from "./nodes/recurrent.js";
import { reduceRules } from "./nodes/reduce.js";
import type { NodeRule } from "./nodes/rule.js";
import { shapeRules } from "./nodes/shape.js";
import { IR_VERSION, ML_DOMAIN, ML_OPSET, OPSET } from "./opset.js";

export interface EncodeOptions {
  /** The name of the ONNX graph. */
  readonly name?: string;
  /** One name per input; the graph's own by default, `input_0`, … where it has none. */
  readonly inputNames?: readonly string[];
  /** One name per output; `output_0`, … by default. */
  readonly outputNames?: readonly string[];
}

const rules = catalog<NodeRule>(
  [...elementwiseRules, ...reduceRules, ...shapeRules, ...recurrentRules, ...convolutionRules],
  (rule) => rule.op,
);

/**
 * A graph of standard ops as the bytes of an .onnx file. Throws `onnx/no-standard-op` at an op of our own domain (see
 * `toOnnxGraph`) or a csr value, `format/write` beyond the 2 GB that protobuf allows.
 */
export function encodeOnnx(graph: Graph, options: EncodeOptions = {}): Uint8Array {
  const emitter = new Emitter(encodeBody);
  const inputNames = namesOf(graph.inputs, options.inputNames, "input");
  const outputNames = namesOf(graph.outputs, options.outputNames, "output");
  for (const name of [...inputNames, ...outputNames]) emitter.reserve(name);
  for (const [i, input] of graph.inputs.entries()) emitter.bind(input, inputNames[i] ?? "");
  const made = new Set(graph.nodes.flatMap((node) => node.outputs));
  const copies: [Value, string][] = [];
  for (const [i, output] of graph.outputs.entries()) {
    const name = outputNames[i] ?? "";
    if (made.delete(output)) emitter.bind(output, name);
    else copies.push([output, name]);
  }
  for (const node of graph.nodes) encodeNode(node, emitter);
  for (const [value, name] of copies) emitter.node("Identity", [emitter.name(value)], {}, name);
  const model = create(ModelProtoSchema, {
    irVersion: BigInt(IR_VERSION),
    producerName: "brine",
    opsetImport: [...emitter.domains].map((domain) => ({ domain, version: BigInt(domain === ML_DOMAIN ? ML_OPSET : OPSET) })),
    graph: {
      name: options.name ?? "model",
      node: emitter.nodes,
      initializer: emitter.initializers,
      input: graph.inputs.map((input, i) => valueInfo(input, inputNames[i] ?? "")),
      output: graph.outputs.map((output, i) => valueInfo(output, outputNames[i] ?? "")),
    },
  });
  return toBinary(ModelProtoSchema, model);
}

/** A graph that is an attribute: nothing of it has a name that anyone outside knows. */
function encodeBody(graph: Graph, outer: Emitter): GraphProto {
  const emitter = new Emitter(encodeBody, outer.shared);
  const inputNames = graph.inputs.map(() => emitter.fresh("in"));
  for (const [i, input] of graph.inputs.entries()) emitter.bind(input, inputNames[i] ?? "");
  for (const node of graph.nodes) encodeNode(node, emitter);
  // An output may be an input, a constant, or stand there twice.
  const outputNames = graph.outputs.map((output) => emitter.node("Identity", [emitter.name(output)], {}, emitter.fresh("out")));
  return create(GraphProtoSchema, {
    name: emitter.fresh("body"),
    node: emitter.nodes,
    initializer: emitter.initializers,
    input: graph.inputs.map((input, i) => valueInfo(input, inputNames[i] ?? "")),
    output: graph.outputs.map((output, i) => valueInfo(output, outputNames[i] ?? "")),
  });
}

function encodeNode(node: Node, emitter: Emitter): void {
  for (const value of [...node.inputs, ...node.outputs])
    if (value.layout !== "dense")
      throw new ModelError("onnx/no-standard-op", `${node.op} works on a sparse matrix, which standard ONNX does not have.`, {
        where: node.op,
      });
  const rule = rules.get(node.op);
  const inputs = node.inputs.map((input) => emitter.name(input));
  if (rule) rule.encode(node, emitter);
  else if (isOnnxNode(node)) emitter.add(node.op, inputs, node.attributes, emitter.outputs(node));
  else throw new ModelError("onnx/no-standard-op", `${node.op} has no equivalent in standard ONNX.`, { where: node.op });
}

function namesOf(values: readonly Value[], chosen: readonly string[] | undefined, prefix: string): string[] {
  if (chosen !== undefined && chosen.length !== values.length)
    throw new ModelError("graph/spec", `${chosen.length} ${prefix} names for a graph of ${values.length} ${prefix}s.`);
  return values.map((value, i) => chosen?.[i] ?? (prefix === "input" ? value.name : undefined) ?? `${prefix}_${i}`);
}

function valueInfo(value: Value, name: string): ValueInfoProto {
  const dim = value.shape.map((length) =>
    create(TensorShapeProto_DimensionSchema, {
      value: typeof length === "number" ? { case: "dimValue", value: BigInt(length) } : { case: "dimParam", value: length },
    }),
  );
  const type = create(TypeProtoSchema, {
    value: { case: "tensorType", value: { elemType: dtypeCode(value.dtype, name), shape: { dim } } },
  });
  return create(ValueInfoProtoSchema, { name, type });
}

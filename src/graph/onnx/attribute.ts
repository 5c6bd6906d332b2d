import { create } from "@bufbuild/protobuf";
import { ModelError } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { defineOp, type Node, type Op, type OpSpec } from "../op.js";
import { type AttributeProto, AttributeProtoSchema, type GraphProto, AttributeProto_AttributeType as Kind } from "./generated/onnx_pb.js";
import { packedFloats, packedInts } from "./packed.js";
import { decodeTensor, decodeText, encodeTensor } from "./tensor.js";

/** An attribute of an ONNX node, with the type that the standard gives it (a bare number would leave open whether it is a float). */
export type OnnxAttribute =
  | { readonly float: number }
  | { readonly int: number | bigint }
  | { readonly string: string }
  | { readonly tensor: Tensor }
  | { readonly floats: ArrayLike<number> }
  | { readonly ints: ArrayLike<number | bigint> }
  | { readonly strings: readonly string[] }
  | { readonly graph: GraphProto };

export type OnnxAttributes = Readonly<Record<string, OnnxAttribute>>;

interface OnnxOpSpec extends OpSpec<OnnxAttributes> {
  readonly onnx: true;
}

/**
 * A standard op that exists for export only, under its ONNX name (with the domain before it, where that is not the default one:
 * `ai.onnx.ml.TreeEnsembleRegressor`). Its attributes are written as they are.
 */
export function defineOnnxOp(op: string, infer: OpSpec<OnnxAttributes>["infer"]): Op<OnnxAttributes> {
  const spec: OnnxOpSpec = { op, infer, onnx: true };
  return defineOp<OnnxAttributes>(spec);
}

/** Whether a node is of an op that {@link defineOnnxOp} made. */
export function isOnnxNode(node: Node): node is Node & { readonly attributes: OnnxAttributes } {
  return "onnx" in node.spec;
}

const utf8 = new TextEncoder();

export function encodeAttribute(name: string, attribute: OnnxAttribute): AttributeProto {
  if ("float" in attribute) return create(AttributeProtoSchema, { name, type: Kind.FLOAT, f: attribute.float });
  if ("int" in attribute) return create(AttributeProtoSchema, { name, type: Kind.INT, i: BigInt(attribute.int) });
  if ("string" in attribute) return create(AttributeProtoSchema, { name, type: Kind.STRING, s: utf8.encode(attribute.string) });
  if ("tensor" in attribute) return create(AttributeProtoSchema, { name, type: Kind.TENSOR, t: encodeTensor(attribute.tensor) });
  if ("floats" in attribute) return packedFloats(name, attribute.floats);
  if ("ints" in attribute) return packedInts(name, attribute.ints);
  if ("graph" in attribute) return create(AttributeProtoSchema, { name, type: Kind.GRAPH, g: attribute.graph });
  const encoded = new Map<string, Uint8Array>();
  for (const text of attribute.strings) if (!encoded.has(text)) encoded.set(text, utf8.encode(text));
  return create(AttributeProtoSchema, {
    name,
    type: Kind.STRINGS,
    strings: attribute.strings.map((text) => encoded.get(text) ?? utf8.encode(text)),
  });
}

export function decodeAttribute(proto: AttributeProto, node: string): OnnxAttribute {
  const where = `attribute "${proto.name}" of node "${node}"`;
  if (proto.type === Kind.FLOAT) return { float: proto.f };
  if (proto.type === Kind.INT) return { int: proto.i };
  if (proto.type === Kind.STRING) return { string: decodeText(proto.s, where) };
  if (proto.type === Kind.TENSOR && proto.t) return { tensor: decodeTensor(proto.t) };
  if (proto.type === Kind.FLOATS) return { floats: proto.floats };
  if (proto.type === Kind.INTS) return { ints: proto.ints };
  if (proto.type === Kind.GRAPH && proto.g) return { graph: proto.g };
  if (proto.type === Kind.STRINGS) return { strings: proto.strings.map((bytes) => decodeText(bytes, where)) };
  throw new ModelError("onnx/malformed", `${where} is of kind ${Kind[proto.type] ?? proto.type}, which Brine does not read.`, { where });
}

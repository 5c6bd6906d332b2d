import { dtypeOf, typeName } from "../../container/tensorflow/dtype.js";
import type { TensorShapeProto } from "../../container/tensorflow/generated/tensorflow/core/framework/tensor_shape_pb.js";
import type { MetaGraphDef, TensorInfo } from "../../container/tensorflow/generated/tensorflow/core/protobuf/meta_graph_pb.js";
import type { DType } from "../../tensor.js";
import type { Json } from "../source.js";

/** One of the arrays that a signature takes or gives. */
export interface Port {
  /** The name by which one asks for it. */
  readonly name: string;
  /** Where the graph has it: `serving_default_x:0`. */
  readonly tensor: string;
  /** Undefined for what holds no numbers. */
  readonly dtype: DType | undefined;
  /** TensorFlow's own name of the type. */
  readonly type: string;
  /** Open lengths are null; undefined where even the rank is open. */
  readonly shape: readonly (number | null)[] | undefined;
}

/** What one may ask a graph. */
export interface Signature {
  readonly name: string;
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** Signatures by name, without those that initialize. Inputs and outputs in the order of their names, as TensorFlow sorts them. */
export function signaturesOf({ signatureDef }: MetaGraphDef): Signature[] {
  return Object.entries(signatureDef)
    .filter(([name]) => name !== INITIALIZER)
    .map(([name, { inputs, outputs }]) => ({ name, inputs: ports(inputs), outputs: ports(outputs) }))
    .sort((a, b) => Number(b.name === DEFAULT) - Number(a.name === DEFAULT));
}

const INITIALIZER = "__saved_model_init_op";
/** The signature that is meant where none is named. */
export const DEFAULT = "serving_default";

function ports(infos: { readonly [name: string]: TensorInfo }): Port[] {
  return Object.entries(infos)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([name, info]) => ({
      name,
      tensor: info.encoding.case === "name" ? info.encoding.value : "",
      dtype: dtypeOf(info.dtype),
      type: typeName(info.dtype),
      shape: shapeOf(info.tensorShape),
    }));
}

export function shapeOf(shape: TensorShapeProto | undefined): (number | null)[] | undefined {
  if (shape === undefined || shape.unknownRank) return undefined;
  return shape.dim.map(({ size }) => (size < 0n ? null : Number(size)));
}

export function describePort({ name, dtype, type, shape }: Port): Json {
  return { name, dtype: dtype ?? type, shape: shape ?? null };
}

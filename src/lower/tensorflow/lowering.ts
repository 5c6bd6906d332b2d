import { create } from "@bufbuild/protobuf";
import { NodeDefSchema } from "../../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import type { SourceModel } from "../../decode/source.js";
import { DEFAULT, type Port, type Signature } from "../../decode/tensorflow/signature.js";
import { TensorflowSource } from "../../decode/tensorflow/source.js";
import { ModelError } from "../../errors.js";
import type { Structure } from "../../graph/builder.js";
import { ROWS } from "../../graph/info.js";
import type { Value } from "../../graph/value.js";
import type { Lowering, TensorInput } from "../lowering.js";
import { Context } from "./context.js";
import type { NodeOp } from "./define.js";
import { evaluateGraph } from "./frame.js";
import { arrange } from "./inputs.js";
import type { Item } from "./item.js";
import { NodeCall } from "./node.js";
import { keepsRows } from "./rows.js";

/** The method that is the default signature. */
const PREDICT = "predict";

/**
 * Lowers TensorFlow graphs node by node. The signatures are the methods, each answering a dict of arrays by output name; `predict` asks the
 * default one, and answers the array itself where there is one only.
 */
export function tensorflowLowering(ops: ReadonlyMap<string, NodeOp>): Lowering {
  return {
    methods: (source) => {
      const names = signaturesOf(source).map(({ name }) => name);
      return names.length > 0 && !names.includes(PREDICT) ? [PREDICT, ...names] : names;
    },
    hostMethods: () => [],
    classes: () => undefined,
    host: () => undefined,
    inputs: (source) => {
      const [first] = signaturesOf(source);
      return first && { kind: "tensors", tensors: first.inputs.map(tensorInput) };
    },
    lower: (source, builder, method, input) => {
      const signature = find(source, method);
      if (!(source instanceof TensorflowSource) || signature === undefined) throw unknownMethod(source, method);
      if (input === undefined && signature.inputs.length > 0)
        throw new ModelError("input/shape", `${signature.name} takes ${signature.inputs.map(({ name }) => name).join(", ")}.`, {
          python: "TypeError",
        });
      builder.allowSinglePrecision();
      const given = input === undefined ? new Map<string, Item>() : arrange(input, signature);
      const context = new Context(
        source.saved,
        builder,
        ops,
        builder.inputs.find(({ shape }) => shape.includes(ROWS)) ?? builder.inputs[0],
      );
      const outputs = evaluateGraph(
        context,
        given,
        signature.outputs.map(({ tensor }) => tensor),
      ).map((item, i) => arrayOf(context, item, signature.outputs[i]?.name ?? signature.name));
      if (!builder.nodes.every(keepsRows)) builder.mixRows();
      return structureOf(outputs, signature, method);
    },
  };
}

function signaturesOf(source: SourceModel): readonly Signature[] {
  return source instanceof TensorflowSource ? source.saved.signatures : [];
}

function find(source: SourceModel, method: string): Signature | undefined {
  const all = signaturesOf(source);
  return all.find(({ name }) => name === method) ?? (method === PREDICT ? (all.find(({ name }) => name === DEFAULT) ?? all[0]) : undefined);
}

function unknownMethod(source: SourceModel, method: string): ModelError {
  const names = signaturesOf(source).map(({ name }) => name);
  if (names.length === 0)
    return new ModelError("model/not-a-model", `A TensorFlow ${source.kind} without signatures holds variables and nothing to ask.`);
  return new ModelError("model/method", `The ${source.kind} has no signature "${method}"; it has: ${names.join(", ")}.`, { where: method });
}

function tensorInput({ name, dtype, shape }: Port): TensorInput {
  return { name, dtype: dtype ?? "float32", ...(shape ? { shape } : {}) };
}

/** An output is one more node, which takes an array. */
function arrayOf(context: Context, item: Item, name: string): Value {
  return new NodeCall(context, create(NodeDefSchema, { name, op: "output" }), [item], [], 0).x();
}

function structureOf(outputs: readonly Value[], signature: Signature, method: string): Structure {
  const [only] = outputs;
  if (method === PREDICT && only && outputs.length === 1) return only;
  return { list: outputs, tuple: false, keys: signature.outputs.map(({ name }) => name) };
}

import { create } from "@bufbuild/protobuf";
import { ModelError } from "../../errors.js";
import { type DType, int64, type Tensor } from "../../tensor.js";
import type { Graph } from "../builder.js";
import type { Node } from "../op.js";
import type { Value } from "../value.js";
import { encodeAttribute, type OnnxAttribute, type OnnxAttributes } from "./attribute.js";
import { dtypeCode } from "./dtype.js";
import { type GraphProto, type NodeProto, NodeProtoSchema, type TensorProto } from "./generated/onnx_pb.js";
import { encodeTensor } from "./tensor.js";

/** protobuf counts a message's bytes in 31 bits, and onnxruntime refuses more. */
const MAX_MODEL_BYTES = 2 ** 31 - 1;

/** Collects the nodes and initializers of one ONNX graph; edges are strings, each given out once. */
export class Emitter {
  readonly nodes: NodeProto[] = [];
  readonly initializers: TensorProto[] = [];
  readonly #names = new Map<Value, string>();
  #counter = 0;

  /**
   * @param body - encodes a graph that is an attribute of a node, with a collector of its own
   * @param shared - what graphs inside of others have in common: names must differ, and their bytes end up in one file
   */
  constructor(
    readonly body: (graph: Graph, outer: Emitter) => GraphProto,
    readonly shared = { taken: new Set<string>(), domains: new Set<string>([""]), bytes: 0 },
  ) {}

  get domains(): ReadonlySet<string> {
    return this.shared.domains;
  }

  /** Binds a value to a name that the caller chose. */
  bind(value: Value, name: string): void {
    this.#names.set(value, name);
  }

  /** Keeps a name from being given to anything else. */
  reserve(name: string): void {
    if (this.shared.taken.has(name)) throw new ModelError("graph/spec", `Two inputs or outputs of the graph are called "${name}".`);
    this.shared.taken.add(name);
  }

  fresh(hint: string): string {
    for (;;) {
      this.#counter += 1;
      const name = `${hint}_${this.#counter}`;
      if (this.shared.taken.has(name)) continue;
      this.shared.taken.add(name);
      return name;
    }
  }

  /** The name of a value; constants become initializers where they are first used. */
  name(value: Value): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    if (value.constant === undefined) throw new ModelError("graph/spec", "A node uses a value that no node before it makes.");
    const name = this.initializer(value.tensor, "constant");
    this.#names.set(value, name);
    return name;
  }

  initializer(tensor: Tensor, hint: string): string {
    const name = this.fresh(hint);
    const proto = encodeTensor(tensor, name);
    this.shared.bytes += proto.rawData.length;
    if (this.shared.bytes > MAX_MODEL_BYTES)
      throw new ModelError(
        "format/write",
        `The model's constants take more than ${MAX_MODEL_BYTES} bytes, the most that one .onnx file can hold; keep it in another format.`,
      );
    this.initializers.push(proto);
    return name;
  }

  /** A one-dimensional int64 initializer, as ONNX takes shapes, axes and counts. */
  integers(values: readonly number[], hint: string): string {
    return this.initializer(int64([values.length], values), hint);
  }

  /** Adds a node with one output (named `output`, or anew) and answers that output's name. */
  node(op: string, inputs: readonly string[], attributes: OnnxAttributes = {}, output = this.fresh(op)): string {
    this.add(op, inputs, attributes, [output]);
    return output;
  }

  add(op: string, inputs: readonly string[], attributes: OnnxAttributes, outputs: readonly string[]): void {
    const dot = op.lastIndexOf(".");
    const domain = dot < 0 ? "" : op.slice(0, dot);
    this.shared.domains.add(domain);
    const name = outputs[0] ?? "";
    const attribute = Object.entries(attributes).map(([key, value]: [string, OnnxAttribute]) => encodeAttribute(key, value));
    this.nodes.push(
      create(NodeProtoSchema, { opType: op.slice(dot + 1), domain, name, input: [...inputs], output: [...outputs], attribute }),
    );
  }

  cast(input: string, dtype: DType, output?: string): string {
    return this.node("Cast", [input], { to: { int: dtypeCode(dtype, "Cast") } }, output ?? this.fresh("Cast"));
  }

  /** The length of an axis at run time, as an int64 tensor of shape [1]. */
  length(value: Value, axis: number): string {
    return this.node("Shape", [this.name(value)], { start: { int: axis }, end: { int: axis + 1 } });
  }

  /** The names of a node's outputs. */
  outputs(node: Node): string[] {
    return node.outputs.map((output) => {
      const known = this.#names.get(output);
      if (known !== undefined) return known;
      const name = this.fresh(node.op);
      this.#names.set(output, name);
      return name;
    });
  }
}

import { dtypeOf, typeName } from "../../container/tensorflow/dtype.js";
import type { AttrValue } from "../../container/tensorflow/generated/tensorflow/core/framework/attr_value_pb.js";
import type { NodeDef } from "../../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import { shapeOf } from "../../decode/tensorflow/signature.js";
import { constantOf } from "../../decode/tensorflow/tensor.js";
import { ModelError } from "../../errors.js";
import type { DType, Tensor } from "../../tensor.js";

type Case = Exclude<AttrValue["value"]["case"], undefined>;
type Content<C extends Case> = Extract<AttrValue["value"], { case: C }>["value"];

/** The settings of a node, typed. What is missing and has no default is `tensorflow/graph`. */
export class NodeAttributes {
  constructor(readonly node: NodeDef) {}

  flag(name: string, otherwise = false): boolean {
    return this.#find(name, "b") ?? otherwise;
  }
  whole(name: string, otherwise?: number): number {
    const found = this.#find(name, "i");
    return found === undefined ? (otherwise ?? this.#missing(name)) : Number(found);
  }
  number(name: string, otherwise?: number): number {
    return this.#find(name, "f") ?? otherwise ?? this.#missing(name);
  }
  text(name: string, otherwise?: string): string {
    const found = this.#find(name, "s");
    return found === undefined ? (otherwise ?? this.#missing(name)) : new TextDecoder().decode(found);
  }
  /** A message within the message. */
  bytes(name: string): Uint8Array {
    return this.#find(name, "s") ?? this.#missing(name);
  }
  wholes(name: string, otherwise?: readonly number[]): readonly number[] {
    return this.#find(name, "list")?.i.map(Number) ?? otherwise ?? this.#missing(name);
  }
  /** @param otherwise - what the op says where a file does not: saving leaves defaults out */
  dtype(name: string, otherwise?: DType): DType {
    const type = this.#find(name, "type");
    if (type === undefined) return otherwise ?? this.#missing(name);
    const dtype = dtypeOf(type);
    if (dtype === undefined)
      throw new ModelError("tensorflow/unsupported", `${this.node.op} node "${this.node.name}" is of ${typeName(type)}.`, {
        where: this.node.name,
      });
    return dtype;
  }
  numbers(name: string): readonly number[] {
    return this.#find(name, "list")?.f ?? this.#missing(name);
  }
  shape(name: string): readonly (number | null)[] | undefined {
    return shapeOf(this.#find(name, "shape"));
  }
  tensor(name: string): Tensor {
    return constantOf(this.#find(name, "tensor") ?? this.#missing(name), this.node.name);
  }
  /** The name of a function of the graph's library. */
  function(name: string): string {
    return (this.#find(name, "func") ?? this.#missing(name)).name;
  }

  #find<C extends Case>(name: string, kind: C): Content<C> | undefined {
    const { attr } = this.node;
    const found = Object.hasOwn(attr, name) ? attr[name]?.value : undefined;
    if (found?.case === undefined) return undefined;
    if (found.case === kind) return found.value as Content<C> | undefined;
    throw new ModelError("tensorflow/graph", `${this.node.op} node "${this.node.name}": ${name} is a "${found.case}", not a "${kind}".`, {
      where: this.node.name,
    });
  }

  #missing(name: string): never {
    throw new ModelError("tensorflow/graph", `${this.node.op} node "${this.node.name}" has no setting "${name}".`, {
      where: this.node.name,
    });
  }
}

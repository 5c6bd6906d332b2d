import { fromBinary } from "@bufbuild/protobuf";
import type { Bundle } from "../../container/tensorflow/bundle/bundle.js";
import {
  type TrackableObjectGraph,
  TrackableObjectGraphSchema,
} from "../../container/tensorflow/generated/tensorflow/core/protobuf/trackable_object_graph_pb.js";
import { guardedProto } from "../../container/tensorflow/proto.js";
import type { Tensor } from "../../tensor.js";

/** The objects of a checkpoint, as a model and its layers hold one another. */
export class ObjectGraph {
  readonly #graph: TrackableObjectGraph;

  private constructor(
    graph: TrackableObjectGraph,
    readonly tensors: ReadonlyMap<string, Tensor>,
  ) {
    this.#graph = graph;
  }

  /** Undefined for checkpoints of TF 1, which know names only. */
  static of({ texts, tensors }: Bundle): ObjectGraph | undefined {
    const [bytes] = texts.get("_CHECKPOINTABLE_OBJECT_GRAPH") ?? [];
    if (bytes === undefined) return undefined;
    const graph = guardedProto("tensorflow/malformed", "_CHECKPOINTABLE_OBJECT_GRAPH", () => fromBinary(TrackableObjectGraphSchema, bytes));
    return new ObjectGraph(graph, tensors);
  }

  /** The object at the end of a path of names, from the root. */
  find(names: readonly string[]): number | undefined {
    let id: number | undefined = 0;
    for (const name of names) id = id === undefined ? undefined : this.#children(id).find(({ localName }) => localName === name)?.nodeId;
    return id;
  }

  /**
   * The variables of a layer in Keras's own order, those that train first: every layer keeps a list of them. Named by the attribute that
   * holds each, where it is the layer's own.
   */
  variables(id: number): { readonly name: string; readonly tensor: Tensor }[] {
    const own = new Map(this.#children(id).map(({ nodeId, localName }) => [nodeId, localName]));
    const list = this.#children(id).find(({ localName }) => localName === "variables");
    const ordered = [...(list ? this.#children(list.nodeId) : [])].sort((x, y) => Number(x.localName) - Number(y.localName));
    return ordered.flatMap(({ nodeId, localName }) => {
      const tensor = this.#value(nodeId);
      return tensor ? [{ name: own.get(nodeId) ?? localName, tensor }] : [];
    });
  }

  #children(id: number) {
    return this.#graph.nodes[id]?.children ?? [];
  }

  #value(id: number): Tensor | undefined {
    const attribute = this.#graph.nodes[id]?.attributes.find(({ name }) => name === "VARIABLE_VALUE");
    return attribute && this.tensors.get(attribute.checkpointKey);
  }
}

import { fromBinary } from "@bufbuild/protobuf";
import { readAll } from "../../bytes/range.js";
import type { ByteSource } from "../../bytes/source.js";
import type { Limits } from "../../limits.js";
import type { Container } from "../container.js";
import { type GraphDef, GraphDefSchema } from "./generated/tensorflow/core/framework/graph_pb.js";
import { guardedProto } from "./proto.js";

/** A graph alone, its variables frozen to constants: the `.pb` files of TensorFlow 1. */
export interface GraphFile extends Container {
  readonly type: "graph-def";
  readonly name: string;
  readonly graph: GraphDef;
}

export async function readGraphFile(source: ByteSource, limits: Limits): Promise<GraphFile> {
  const bytes = await readAll(source, limits);
  const graph = guardedProto("tensorflow/malformed", source.name, () => fromBinary(GraphDefSchema, bytes));
  return { type: "graph-def", name: source.name, graph, notes: [] };
}

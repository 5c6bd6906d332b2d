import type { FunctionDef } from "../../container/tensorflow/generated/tensorflow/core/framework/function_pb.js";
import type { NodeDef } from "../../container/tensorflow/generated/tensorflow/core/framework/node_def_pb.js";
import type { TensorflowParts } from "../../decode/tensorflow/source.js";
import { ModelError } from "../../errors.js";
import type { GraphBuilder } from "../../graph/builder.js";
import type { Value } from "../../graph/value.js";
import type { NodeOp } from "./define.js";

/** Nodes that a graph may become, functions and loops written out: a file of a few bytes can ask for any number. */
const MAX_NODES = 200_000;

/** Numbers that may be computed of constants beforehand, beside as many as the variables hold (128 MB of float32). */
const MAX_CONSTANT_CELLS = 2 ** 25;

/** Ops that a weight goes through before it meets the input: a cast, a transposition, a scale. */
const CONSTANTS_PER_WEIGHT = 8;

/** What a whole graph shares while it becomes ours. */
export class Context {
  readonly functions: ReadonlyMap<string, FunctionDef>;
  /** The nodes of each function, found once. */
  readonly bodies = new Map<string, ReadonlyMap<string, NodeDef>>();
  #left = MAX_NODES;
  #cells = MAX_CONSTANT_CELLS;

  constructor(
    readonly saved: TensorflowParts,
    readonly builder: GraphBuilder,
    readonly ops: ReadonlyMap<string, NodeOp>,
    /** An input that has the rows, to tell their number. */
    readonly witness: Value | undefined,
  ) {
    const library = saved.graph?.library?.function ?? [];
    for (const { size } of saved.weights.values()) this.#cells += CONSTANTS_PER_WEIGHT * size;
    this.functions = new Map(library.map((body) => [body.signature?.name ?? "", body]));
  }

  function(name: string, where: string): FunctionDef {
    const found = this.functions.get(name);
    if (found) return found;
    throw new ModelError("tensorflow/graph", `The node "${where}" calls a function "${name}" that the graph has not.`, { where });
  }

  nodesOf(name: string, body: FunctionDef): ReadonlyMap<string, NodeDef> {
    const known = this.bodies.get(name) ?? new Map(body.nodeDef.map((node) => [node.name, node]));
    this.bodies.set(name, known);
    return known;
  }

  /** Counts what a node was folded to. @throws ModelError `tensorflow/unsupported` beyond the limit */
  folded(cells: number, where: string): void {
    this.#cells -= cells;
    if (this.#cells < 0)
      throw new ModelError(
        "tensorflow/unsupported",
        `The graph computes more numbers of constants than its variables hold, at "${where}".`,
        {
          where,
        },
      );
  }

  /** Counts a node. @throws ModelError `tensorflow/unsupported` beyond the limit */
  spend(where: string): void {
    this.#left -= 1;
    if (this.#left < 0)
      throw new ModelError(
        "tensorflow/unsupported",
        `The graph becomes more than ${MAX_NODES} nodes when its loops are written out (at "${where}").`,
        {
          where,
        },
      );
  }
}

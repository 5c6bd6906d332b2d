import type { Container } from "../../container/container.js";
import type { GraphDef } from "../../container/tensorflow/generated/tensorflow/core/framework/graph_pb.js";
import type { Tensor } from "../../tensor.js";
import type { Json, SourceModel } from "../source.js";
import { describePort, type Signature } from "./signature.js";

/** What the three forms have in common, as it was found. */
export interface TensorflowParts {
  readonly kind: "SavedModel" | "GraphDef" | "checkpoint";
  readonly version: string | undefined;
  readonly tags: readonly string[];
  readonly graph: GraphDef | undefined;
  readonly signatures: readonly Signature[];
  readonly weights: ReadonlyMap<string, Tensor>;
  /** The value of a variable, by the name of its node. */
  variable(node: string): Tensor | undefined;
  /** A file that the graph names: a vocabulary. */
  asset(path: string): Uint8Array | undefined;
}

/** A TensorFlow graph with its signatures and variables; of a checkpoint the variables alone. */
export class TensorflowSource implements SourceModel {
  readonly framework = "tensorflow";
  readonly parts: ReadonlyMap<string, SourceModel> = new Map();

  constructor(
    readonly container: Container,
    readonly saved: TensorflowParts,
  ) {}

  get frameworkVersion(): string | undefined {
    return this.saved.version;
  }

  get kind(): string {
    return this.saved.kind;
  }

  get weights(): ReadonlyMap<string, Tensor> {
    return this.saved.weights;
  }

  /** Weights alone can be compared; so can graphs, as far as signatures and ops tell. */
  get comparable(): boolean {
    return true;
  }

  get config(): Json {
    const { tags, signatures, graph } = this.saved;
    const counts = new Map<string, number>();
    const bodies = [graph?.node ?? [], ...(graph?.library?.function ?? []).map(({ nodeDef }) => nodeDef)];
    for (const { op } of bodies.flat()) counts.set(op, (counts.get(op) ?? 0) + 1);
    return {
      tags,
      signatures: Object.fromEntries(
        signatures.map(({ name, inputs, outputs }) => [name, { inputs: inputs.map(describePort), outputs: outputs.map(describePort) }]),
      ),
      ops: Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1))),
    };
  }
}

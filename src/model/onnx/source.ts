import type { OnnxFile } from "../../container/onnx/format.js";
import type { Json, SourceModel } from "../../decode/source.js";
import { decodeOnnx, type OnnxModel } from "../../graph/onnx/decode.js";
import type { Tensor } from "../../tensor.js";

/** An .onnx file: a graph with its initializers, and no hyper-parameters. */
export class OnnxSource implements SourceModel {
  readonly framework = "onnx";
  readonly kind = "OnnxModel";
  readonly comparable = false;
  readonly parts: ReadonlyMap<string, SourceModel> = new Map();
  readonly model: OnnxModel;

  constructor(readonly container: OnnxFile) {
    this.model = decodeOnnx(container.bytes);
  }

  /** The version of the standard operator set. */
  get frameworkVersion(): string | undefined {
    const opset = this.model.opsets.get("") ?? this.model.opsets.get("ai.onnx");
    return opset === undefined ? undefined : `opset ${opset}`;
  }

  get config(): Json {
    const { irVersion, producer, opsets, metadata, graph } = this.model;
    const counts = new Map<string, number>();
    for (const node of graph.nodes) counts.set(node.op, (counts.get(node.op) ?? 0) + 1);
    return {
      producer,
      ir_version: irVersion,
      opsets: Object.fromEntries(opsets),
      metadata: Object.fromEntries(metadata),
      outputs: graph.outputs.map(({ name, dtype, shape }) => `${name}: ${dtype} [${shape?.join(", ") ?? "?"}]`),
      nodes: Object.fromEntries(counts),
    };
  }

  get weights(): ReadonlyMap<string, Tensor> {
    return this.model.graph.initializers;
  }
}

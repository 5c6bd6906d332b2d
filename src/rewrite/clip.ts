import { type Graph, GraphBuilder } from "../graph/builder.js";
import { dense } from "../graph/info.js";
import { defineOnnxOp } from "../graph/onnx/attribute.js";
import type { Node } from "../graph/op.js";
import { scalar, type Value } from "../graph/value.js";
import { Tensor } from "../tensor.js";

/** onnx/docs/Operators.md: Clip (version 13) of float32, with both ends as inputs. */
const clip = defineOnnxOp("Clip", (inputs) => [dense("float32", inputs[0]?.shape ?? [])]);

/**
 * Min(Relu(x), c) as one Clip: onnxruntime does that as it convolves, and lays convolutions out anew where something that it does not know
 * stands between them.
 */
export function withClips(graph: Graph): Graph {
  const relus = new Map<Value, Node>();
  for (const node of graph.nodes) if (node.op === "Relu" && node.outputs[0]?.dtype === "float32") relus.set(node.outputs[0], node);
  const found = new Map<Node, { readonly x: Value; readonly high: number }>();
  for (const node of graph.nodes) {
    const [relu, high] = node.op === "Min" ? [relus.get(node.inputs[0] as Value), node.inputs[1]?.constant] : [];
    if (relu && high instanceof Tensor && high.size === 1) found.set(node, { x: relu.inputs[0] as Value, high: Number(high.at(0)) });
  }
  const [first] = graph.inputs;
  if (found.size === 0 || first === undefined) return graph;
  const builder = new GraphBuilder(first.builder.fold);
  const values = new Map<Value, Value>(graph.inputs.map((input) => [input, builder.input(input.name ?? "", input)]));
  const mapped = (value: Value): Value => {
    const known = values.get(value) ?? (value.constant && builder.constant(value.constant));
    if (known === undefined) throw new RangeError("A node uses a value that no node before it makes.");
    return known;
  };
  for (const node of graph.nodes) {
    const clipped = found.get(node);
    const ends = clipped && [0, clipped.high].map((end) => builder.constant(scalar("float32", end)));
    const outputs =
      clipped && ends
        ? builder.emit(clip, [mapped(clipped.x), ...ends], {})
        : builder.emit(node.spec, node.inputs.map(mapped), node.attributes as never);
    for (const [i, output] of node.outputs.entries()) values.set(output, outputs[i] as Value);
  }
  return builder.finish(graph.outputs.map(mapped));
}

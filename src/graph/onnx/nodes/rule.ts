import type { DType } from "../../../tensor.js";
import type { Attributes, Node, OpSpec } from "../../op.js";
import type { OnnxAttributes } from "../attribute.js";
import type { Emitter } from "../emitter.js";
import { computeDType } from "../gaps.js";

/** Writes one node of the graph as ONNX nodes: attributes that the opset takes as inputs become initializers. */
export interface NodeRule {
  readonly op: string;
  encode(node: Node, emitter: Emitter): void;
}

/** The part of a rule that differs between ops: the inputs beyond the node's own, and the ONNX attributes. */
export interface NodeShape {
  readonly inputs?: readonly string[];
  readonly attributes?: OnnxAttributes;
}

/** A rule for an op that is one ONNX node; a dtype that onnxruntime has no kernel for is cast before and after. */
export function rule<A extends object>(spec: OpSpec<A>, shape?: (attributes: A, emitter: Emitter, node: Node) => NodeShape): NodeRule {
  return {
    op: spec.op,
    encode: (node, emitter) => {
      const { inputs = [], attributes = {} } = shape?.(node.attributes as Attributes & A, emitter, node) ?? {};
      const casts = node.inputs.map((input) => ({
        name: emitter.name(input),
        from: input.dtype,
        to: computeDType(spec.op, input.dtype) ?? input.dtype,
      }));
      if (spec.op === "Where" || spec.op === "Gather" || spec.op === "GatherElements") exempt(casts, spec.op === "Where" ? 0 : 1);
      const names = casts.map(({ name, from, to }) => (from === to ? name : emitter.cast(name, to)));
      const outputs = emitter.outputs(node);
      const targets = outputs.map((name, i) => {
        const dtype: DType | undefined = node.outputs[i]?.dtype;
        const cast = casts.find(({ from, to }) => from !== to && from === dtype && !isPredicate(spec.op));
        return cast === undefined || dtype === undefined ? { inner: name } : { inner: emitter.fresh(spec.op), outer: name, dtype };
      });
      emitter.add(
        spec.op,
        [...names, ...inputs],
        attributes,
        targets.map(({ inner }) => inner),
      );
      for (const { inner, outer, dtype } of targets) if (outer !== undefined && dtype !== undefined) emitter.cast(inner, dtype, outer);
    },
  };
}

/** A condition or an index keeps the dtype that the standard demands, whatever the data's. */
function exempt(casts: { from: DType; to: DType }[], at: number): void {
  const input = casts[at];
  if (input) input.to = input.from;
}

const predicates = new Set(["Equal", "Less", "LessOrEqual", "Greater", "GreaterOrEqual", "And", "Or", "Not", "IsNaN", "IsInf"]);
/** Ops that answer bool whatever they compute in. */
function isPredicate(op: string): boolean {
  return predicates.has(op);
}

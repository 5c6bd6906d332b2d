import { isFloating } from "../../../tensor.js";
import type { Node } from "../../op.js";
import * as ops from "../../ops/elementwise.js";
import { dtypeCode } from "../dtype.js";
import type { Emitter } from "../emitter.js";
import { type NodeRule, rule } from "./rule.js";

const plain = [
  ...[ops.add, ops.sub, ops.mul, ops.div, ops.pow, ops.max, ops.min],
  ...[ops.equal, ops.less, ops.lessOrEqual, ops.greater, ops.greaterOrEqual, ops.and, ops.or, ops.not],
  ...[ops.isNotANumber, ops.isInfinite, ops.neg, ops.abs, ops.sign, ops.sqrt, ops.exp, ops.log, ops.floor, ops.ceil, ops.round],
  ...[
    ops.sin,
    ops.cos,
    ops.tan,
    ops.asin,
    ops.acos,
    ops.atan,
    ops.sinh,
    ops.cosh,
    ops.tanh,
    ops.erf,
    ops.relu,
    ops.sigmoid,
    ops.softplus,
    ops.where,
  ],
].map((spec) => rule(spec));

const mod = rule(ops.mod, (_, __, node) => ({ attributes: { fmod: { int: isFloating(node.outputs[0]?.dtype ?? "int64") ? 1 : 0 } } }));

const cast: NodeRule = {
  op: ops.cast.op,
  encode: (node: Node, emitter: Emitter) => {
    const [input, output] = [node.inputs[0], node.outputs[0]];
    if (input && output)
      emitter.node("Cast", [emitter.name(input)], { to: { int: dtypeCode(output.dtype, "Cast") } }, emitter.outputs(node)[0]);
  },
};

export const elementwiseRules: readonly NodeRule[] = [...plain, mod, cast];

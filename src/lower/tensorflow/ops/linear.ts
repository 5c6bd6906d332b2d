import type { Value } from "../../../graph/value.js";
import { einsum as contract } from "../../keras/einsum.js";
import { defineNode } from "../define.js";
import type { NodeCall } from "../node.js";

/** The last two axes the other way round. */
const turned = (x: Value): Value => x.transpose([...Array.from({ length: x.rank - 2 }, (_, i) => i), x.rank - 1, x.rank - 2]);

const product = (n: NodeCall, a: string, b: string): Value => {
  const [x, y] = [n.x(0), n.x(1)];
  return (n.attributes.flag(a) ? turned(x) : x).matMul(n.attributes.flag(b) ? turned(y) : y);
};

export const matMul = defineNode("MatMul", (n) => product(n, "transpose_a", "transpose_b"));
/** The adjoint of real numbers is their transpose. */
export const batchMatMul = defineNode(["BatchMatMul", "BatchMatMulV2", "BatchMatMulV3"], (n) => product(n, "adj_x", "adj_y"));

export const einsum = defineNode("Einsum", (n) => {
  if (n.inputs.length === 2) return contract(n.attributes.text("equation"), n.x(0), n.x(1));
  const [from = "", to = ""] = n.attributes.text("equation").replaceAll(" ", "").split("->");
  if (n.inputs.length !== 1 || from.includes(".") || new Set(from).size < from.length) return n.unsupported(`the equation ${from}->${to}`);
  const kept = [...from].filter((letter) => to.includes(letter));
  const x = [...from].reduceRight((value, letter, axis) => (to.includes(letter) ? value : value.sum(axis)), n.x());
  return x.transpose([...to].map((letter) => kept.indexOf(letter)));
});

import { combinations, polynomial as spec } from "../../graph/ops/polynomial.js";
import type { Value } from "../../graph/value.js";
import { expansion } from "../expansion.js";

/** Per degree the columns of each factor are gathered and multiplied, last factor first. */
export const polynomial = expansion(spec, ([x], attributes) => {
  const parts: Value[] = attributes.bias ? [x.slice(1, 0, 1).mul(0).add(1)] : [];
  for (let degree = Math.max(1, attributes.from); degree <= attributes.to; degree++) {
    const all = [...combinations(attributes, degree)];
    if (all.length === 0) continue;
    const factor = (i: number) =>
      x.gather(
        all.map((combination) => combination[i] as number),
        1,
      );
    let product = factor(degree - 1);
    for (let i = degree - 2; i >= 0; i--) product = product.mul(factor(i));
    parts.push(product);
  }
  return [(parts[0] as Value).concat(parts.slice(1), 1)];
});

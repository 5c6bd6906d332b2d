import type { Value } from "../../../../graph/value.js";
import { defineLayer } from "../../define.js";
import { aligned, combineMasked, mergedMask } from "./merge.js";

type Combine = (a: Value, b: Value) => Value;
const total = (inputs: readonly Value[]): Value => aligned(inputs).reduce((sum, input) => sum.add(input));

/** keras/src/layers/merging/add.py. */
export const add = defineLayer("Add", { masking: mergedMask, merge: total });

/** keras/src/layers/merging/multiply.py. */
export const multiply = defineLayer("Multiply", {
  masking: mergedMask,
  merge: (inputs, m, { masks }) => {
    const factors = aligned(inputs);
    if (!m.atLeast(3, 6)) return factors.reduce((product, input) => product.mul(input));
    return masked(factors, masks);
  },
});

/** Since Keras 3.6 steps that do not count are factors of 1, and the product is 0 where no input counts. */
function masked(factors: readonly Value[], masks: readonly (Value | undefined)[]): Value {
  const over = masks.map((mask) => mask?.unsqueeze(-1));
  const product = factors.map((factor, i) => over[i]?.where(factor, 1) ?? factor).reduce((all, factor) => all.mul(factor));
  const given = over.filter((mask) => mask !== undefined);
  return given.length < factors.length ? product : given.reduce((any, mask) => any.or(mask)).where(product, 0);
}

/** keras/src/layers/merging/average.py. */
export const average = defineLayer("Average", { masking: mergedMask, merge: (inputs) => total(inputs).div(inputs.length) });

/** keras/src/layers/merging/subtract.py. */
export const subtract = defineLayer("Subtract", {
  masking: mergedMask,
  merge: (inputs, m) => {
    const [a, b] = aligned(inputs);
    return a && b && inputs.length === 2 ? a.sub(b) : m.refuse("A `Subtract` layer should be called on exactly 2 inputs.");
  },
});

const larger: Combine = (a, b) => a.max(b);
const smaller: Combine = (a, b) => a.min(b);

/** keras/src/layers/merging/maximum.py. */
export const maximum = defineLayer("Maximum", {
  masking: mergedMask,
  merge: (inputs, m, { masks }) => (m.atLeast(3, 6) ? combineMasked(aligned(inputs), masks, larger) : aligned(inputs).reduce(larger)),
});

/** keras/src/layers/merging/minimum.py. */
export const minimum = defineLayer("Minimum", {
  masking: mergedMask,
  merge: (inputs, m, { masks }) => (m.atLeast(3, 6) ? combineMasked(aligned(inputs), masks, smaller) : aligned(inputs).reduce(smaller)),
});

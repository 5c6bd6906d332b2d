import type { Value } from "../../graph/value.js";
import type { Self } from "./define.js";
import { prefixedNames } from "./feature-names.js";
import type { InputRule } from "./validate.js";

/** How NumPy fails on rows with the wrong number of columns, or on texts, where `X - mean_` came before any check (before 0.24). */
export const subtractionFails: InputRule = {
  mismatch: (expected, found) => `operands could not be broadcast together with shapes ({rows},${found}) (${expected},) `,
  texts: {
    message: "ufunc 'subtract' did not contain a loop with signature matching types (dtype('<U{width}'), dtype('float64')) -> None",
    python: "UFuncTypeError",
  },
};

/** What `inverse_transform` takes: whatever multiplies, unless a version looks at it first. */
export const anyRows: InputRule = { dtype: "numeric", finite: "any", features: null };
export const checkedRows: InputRule = { dtype: "numeric", features: null };

/** `X @ components`, where the columns of `X` are components: the message is that of numpy.matmul. */
export function backProjected(x: Value, components: Value, m: Self): Value {
  const expected = components.dim(0);
  if (x.shape[1] !== expected)
    m.refuse(
      `matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature (n?,k),(k,m?)->(n?,m?) (size ${expected} is different from ${x.shape[1]})`,
    );
  return x.matMul(components);
}

/** `get_feature_names_out` of what projects on components (ClassNamePrefixFeaturesOutMixin), since 1.1. */
export function projectionNames<M extends Self>(count: (m: M) => number) {
  return {
    host: { get_feature_names_out: (m: M): readonly string[] => prefixedNames(m, count(m)) },
    available: { get_feature_names_out: (m: M): boolean => m.atLeast(1, 1) },
  };
}

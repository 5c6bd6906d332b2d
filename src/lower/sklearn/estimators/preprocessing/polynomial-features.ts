import { combinations, type PolynomialAttributes, polynomial, widthOf } from "../../../../graph/ops/polynomial.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { number } from "../../fields.js";
import { numbersOf } from "../../sparse-attribute.js";
import { featuresIn } from "../../validate.js";

const fields = { params: { degree: "tensor", interaction_only: "bool", include_bias: "bool" } } as const;
type M = Bound<typeof fields.params, Record<never, never>>;

/** Products of columns (sklearn/preprocessing/_polynomial.py: PolynomialFeatures.transform). `degree` is the highest, or the lowest and highest. */
export const polynomialFeatures = defineEstimator("PolynomialFeatures", {
  ...fields,
  input: (m) => ({ sparse: "native", features: columnsIn(m), mismatch: () => "X shape does not match training shape" }),
  transform: (x, m) => polynomial([x], attributesOf(m))[0] as Value,
  host: {
    get_feature_names_out: (m, given) => names(inputNames(m, given), m),
    get_feature_names: (m, given) => names(given ?? Array.from({ length: columnsIn(m) }, (_, i) => `x${i}`), m),
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 0), get_feature_names: (m) => !m.atLeast(1, 2) },
});

/** The number was an attribute of its own until 0.23. */
function columnsIn(m: M): number {
  const own = featuresIn(m.self) ?? number(m.self.attribute("n_input_features_"));
  return typeof own === "number" ? own : m.unsupported("the file does not say how many columns it was fitted on");
}

function attributesOf(m: M): PolynomialAttributes {
  const degrees = numbersOf(m.degree.tensor);
  const [from, to] = degrees.length === 2 ? [degrees[0] as number, degrees[1] as number] : [0, degrees[0] as number];
  if (!(to >= 0 && to <= MOST_DEGREES)) return m.unsupported(`degree ${to}, of at most ${MOST_DEGREES}`);
  const attributes = { columns: columnsIn(m), from, to, repeats: !m.interaction_only, bias: m.include_bias };
  const width = widthOf(attributes);
  if (width * Math.max(1, to) > MOST_FACTORS) m.unsupported(`${width} products of up to ${to} columns, of at most ${MOST_FACTORS} factors`);
  return attributes;
}

/** So that a file with a senseless degree cannot make one wait. */
const MOST_DEGREES = 1000;
/** Products times their columns: 2 columns each of 4,000. A file with a senseless degree must not cost time and memory. */
const MOST_FACTORS = 2 ** 24;

function names(columns: readonly string[], m: M): string[] {
  const attributes = attributesOf(m);
  const out = attributes.bias ? ["1"] : [];
  for (let degree = Math.max(1, attributes.from); degree <= attributes.to; degree++)
    for (const combination of combinations(attributes, degree)) out.push(nameOf(combination, columns));
  return out;
}

/** `x0^2 x1` */
function nameOf(combination: readonly number[], columns: readonly string[]): string {
  const distinct = [...new Set(combination)];
  return distinct
    .map((column) => {
      const power = combination.filter((other) => other === column).length;
      return power === 1 ? columns[column] : `${columns[column]}^${power}`;
    })
    .join(" ");
}

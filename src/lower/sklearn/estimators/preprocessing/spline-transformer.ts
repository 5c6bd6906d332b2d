import type { PyValue } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import { attributesOf, requireObject } from "../../../../decode/sklearn/object.js";
import { slopesAt } from "../../../../graph/b-spline.js";
import { type SplinesAttributes, splines } from "../../../../graph/ops/splines.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineEstimator } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { arrayOf, type Field, list, oneOf, withDefault } from "../../fields.js";
import { numbersOf } from "../../sparse-attribute.js";
import { featuresIn } from "../../validate.js";

/** Knots of each feature, and how many splines there are: scipy.interpolate.BSpline with coefficients that are the identity. */
interface Basis {
  readonly knots: readonly Float64Array[];
  readonly splines: number;
}

const basis: Field<Basis> = {
  kind: "BSpline[]",
  read: (value, where) => {
    const objects = list(value ?? null, where).map((item, i) => attributesOf(requireObject(realize(item) as PyValue, `${where}[${i}]`)));
    const part = (attributes: ReadonlyMap<string, PyValue>, name: string) =>
      arrayOf(attributes.get(name) ?? attributes.get(`_${name}`) ?? null, `${where}.${name}`);
    return {
      knots: objects.map((attributes) => numbersOf(part(attributes, "t"))),
      splines: objects[0] ? (part(objects[0], "c").shape[1] ?? 1) : 1,
    };
  },
};

const fields = {
  params: {
    degree: "int",
    extrapolation: oneOf("constant", "linear", "continue", "error", "periodic"),
    include_bias: "bool",
    sparse_output: withDefault("bool", false),
    handle_missing: withDefault("string", "error"),
  },
  fitted: { bsplines_: basis },
} as const;
type M = Bound<typeof fields.params, typeof fields.fitted>;

/** Columns through B-splines (sklearn/preprocessing/_polynomial.py: SplineTransformer.transform). */
export const splineTransformer = defineEstimator("SplineTransformer", {
  ...fields,
  input: (m) => ({ dtype: "numeric", finite: m.handle_missing === "zeros" ? "any" : "required" }),
  transform: (x, m) => splines([x], attributesFor(x, m))[0] as Value,
  host: {
    get_feature_names_out: (m, given) => names(inputNames(m, given), m),
    get_feature_names: (m, given) => names(given ?? Array.from({ length: featuresIn(m.self) ?? 0 }, (_, i) => `x${i}`), m),
  },
  available: { get_feature_names: (m) => !m.atLeast(1, 2) },
});

const kept = (m: M): number => m.bsplines_.splines - (m.include_bias ? 0 : 1);

/** Until 1.1 periodic splines were named as often as there are coefficients, more than there are columns. */
function names(columns: readonly string[], m: M): string[] {
  const { knots } = m.bsplines_;
  const named = m.atLeast(1, 2) ? kept(m) : (knots[0]?.length ?? 0) - m.degree - (m.include_bias ? 1 : 2);
  return columns.flatMap((column) => Array.from({ length: named }, (_, j) => `${column}_sp_${j}`));
}

function attributesFor(x: Value, m: M): SplinesAttributes {
  const { knots, splines: count } = m.bsplines_;
  const { degree, extrapolation } = m;
  if (degree < 0 || count < 1 || knots.some((own) => own.length < 2 * degree + 2))
    m.unsupported(`splines of degree ${degree} over fewer than ${2 * degree + 2} knots`);
  const bounded = extrapolation === "constant" || extrapolation === "linear";
  const quote = m.atLeast(1, 8) ? "`" : "";
  return {
    knots,
    degree,
    splines: count,
    keep: kept(m),
    periodic: extrapolation === "periodic",
    ...(bounded ? { bounds: boundsOf(m) } : {}),
    ...(extrapolation === "error" ? { refusal: `${quote}X${quote} contains values beyond the limits of the knots.` } : {}),
    ...(extrapolation === "constant" && degree === 0 ? { refuseAbove: true } : {}),
    dtype: x.dtype === "float32" && !m.sparse_output ? "float32" : "float64",
    sparse: m.sparse_output,
  };
}

/**
 * Where splines end and with which slopes they go on. Linearly, `degree` splines at either end do, two at least; that minimum stays for
 * the features after the first, whose ends it moves inwards as well, as scikit-learn's loop has it.
 */
function boundsOf(m: M): NonNullable<SplinesAttributes["bounds"]> {
  const { knots, splines: count } = m.bsplines_;
  const linear = m.extrapolation === "linear";
  const [low, high] = [new Float64Array(knots.length), new Float64Array(knots.length)];
  const [slopesLow, slopesHigh] = [new Float64Array(knots.length * count), new Float64Array(knots.length * count)];
  let degree = m.degree;
  for (const [f, own] of knots.entries()) {
    const first = own[degree] as number;
    const last = own[own.length - degree - 1] as number;
    low[f] = first;
    high[f] = last;
    if (!linear) continue;
    if (degree <= 1) degree++;
    const [up, down] = [slopesAt(own, m.degree, first), slopesAt(own, m.degree, last)];
    for (let j = 0; j < degree; j++) {
      slopesLow[f * count + j] = up[j] as number;
      slopesHigh[f * count + count - 1 - j] = down[count - 1 - j] as number;
    }
  }
  return { low, high, slopesLow, slopesHigh };
}

import { PyDict } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import type { Structure } from "../../../../graph/builder.js";
import { csrMap } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { Frame, type Input } from "../../../input.js";
import { type Bound, defineMeta } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { withDefault } from "../../fields.js";
import { namedFunction } from "../../numpy-functions.js";
import { validated } from "../../validate.js";

const fields = {
  params: {
    func: "raw",
    inverse_func: "raw",
    validate: withDefault("any", null),
    accept_sparse: withDefault("any", false),
    feature_names_out: withDefault("any", null),
  },
} as const;
type M = Bound<typeof fields.params, Record<never, never>>;

/**
 * sklearn/preprocessing/_function_transformer.py: FunctionTransformer of NumPy's elementwise functions, or of none. A table stays one.
 * `validate` was on where nothing was said, until 0.21.
 */
export const functionTransformer = defineMeta("FunctionTransformer", {
  ...fields,
  transform: (x, m) => applied(checked(x, m, true), m, "func"),
  inverse_transform: (x, m) => applied(checked(x, m, false), m, "inverse_func"),
  host: {
    get_feature_names_out: (m, given) => {
      if (m.feature_names_out !== "one-to-one") m.unsupported("feature_names_out is a function");
      return given && !m.has("n_features_in_") ? [...given] : inputNames(m, given);
    },
  },
  available: { get_feature_names_out: (m) => m.atLeast(1, 1) && m.feature_names_out !== null && m.feature_names_out !== undefined },
});

function checked(x: Input, m: M, known: boolean): Input {
  const on = m.validate === true || m.validate === "array-or-frame" || (m.validate === null && !m.atLeast(0, 22));
  if (!on) return x;
  const takesSparse = m.accept_sparse !== false && m.accept_sparse !== null;
  const own = known && m.atLeast(1, 0);
  const texts = { message: UNSAFE.replace("%", namedFunction(m.func)?.path.split(".").at(-1) ?? ""), python: "TypeError" };
  return validated(
    x,
    { dtype: "numeric", texts, sparse: takesSparse ? "native" : "refused", ...(own ? {} : { features: null, named: false }) },
    m.self,
  );
}

/** What a NumPy function says of texts, which passed the check before 0.24. */
const UNSAFE =
  "ufunc '%' not supported for the input types, and the inputs could not be safely coerced to any supported types according to the casting rule ''safe''";

function applied(x: Input, m: M, which: "func" | "inverse_func"): Structure {
  const value = m[which];
  if (value === null) return x instanceof Frame ? x.toStructure() : x;
  refuseArguments(m, which === "func" ? "kw_args" : "inv_kw_args");
  const named = namedFunction(value);
  const apply = named?.apply;
  if (apply === undefined)
    return m.unsupported(
      `${which} ${named?.path ?? "is no named function and"} cannot be computed: NumPy's elementwise functions can (numpy.log1p, …)`,
    );
  if (x instanceof Frame) return new Frame(x.builder, x.names, x.values.map(apply)).toStructure();
  return x.layout === "csr" ? overStored(x, named?.path ?? "", m) : apply(x);
}

/** Functions that leave zeros alone are applied to what a sparse matrix stores. */
function overStored(x: Value, path: string, m: M): Value {
  const map = (["log1p", "sqrt", "abs", "sign", "square", "negative"] as const).find((name) => path.endsWith(`.${name}`));
  if (map === undefined) return m.unsupported(`${path} of a sparse matrix`);
  const [said] = x.floating().builder.emit(csrMap, [x.floating()], { map: map === "negative" ? "neg" : map });
  return said as Value;
}

function refuseArguments(m: M, attribute: string): void {
  const given = realize(m.self.attribute(attribute) ?? null);
  if (given instanceof PyDict && given.size > 0) m.unsupported(`${attribute} for the function`);
}

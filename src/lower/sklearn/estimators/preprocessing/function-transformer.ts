import type { Structure } from "../../../../graph/builder.js";
import { csrMap } from "../../../../graph/ops/linear.js";
import type { Value } from "../../../../graph/value.js";
import { isFloating, isInteger } from "../../../../tensor.js";
import { Frame, type Input } from "../../../input.js";
import { type Bound, defineMeta } from "../../define.js";
import { inputNames } from "../../feature-names.js";
import { withDefault } from "../../fields.js";
import { type ArrayFunction, arrayFunction, type Keywords, keywordsOf } from "../../numpy-array-functions.js";
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
  const named = namedFunction(value);
  const keywords = keywordsOf(m.self.attribute(which === "func" ? "kw_args" : "inv_kw_args"));
  const path = named?.path ?? "";
  // What the caller knows under the function's own name goes before all else.
  const supplied = m.self.context.estimators.get(path);
  if (supplied) return supplied.lower(m.self, "transform", x, keywords);
  const ofArrays = arrayFunction(path);
  if (ofArrays)
    return overArrays(x, ofArrays, keywords) ?? m.unsupported(`${which}=${path} under ${JSON.stringify(keywords)} ${supply(path)}`);
  const apply = named?.apply;
  if (apply === undefined)
    return m.unsupported(
      `${which} ${named?.path ?? "is no named function and"} cannot be computed: NumPy's elementwise functions can (numpy.log1p, …) ${supply(path)}`,
    );
  if (Object.keys(keywords).length > 0) m.unsupported(`${which}=${path} under ${JSON.stringify(keywords)} ${supply(path)}`);
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

/** Over an array; over a table column by column, or as pandas makes an array of it. */
function overArrays(x: Input, { apply, elementwise }: ArrayFunction, keywords: Keywords): Structure | undefined {
  if (!(x instanceof Frame)) return x.layout === "csr" ? undefined : apply(x, keywords);
  if (!elementwise) return apply(x.toNumpy(), keywords);
  const columns = x.values.map((column) => {
    const answer = apply(column, keywords);
    // pandas keeps integers as long as no cell became a fraction, which only the cells tell.
    return isInteger(column.dtype) && answer && isFloating(answer.dtype) ? undefined : answer;
  });
  return columns.every((column) => column !== undefined) ? new Frame(x.builder, x.names, columns).toStructure() : undefined;
}

const supply = (path: string): string =>
  path === ""
    ? ""
    : `Supply it: load(file, { custom: { "${path}": defineEstimator("${path.split(".").at(-1)}", { transform: (x) => … }) } }).`;

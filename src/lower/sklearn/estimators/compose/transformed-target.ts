import { PyObject } from "../../../../container/pickle/values.js";
import { realize } from "../../../../container/python/realize.js";
import { attributesOf } from "../../../../decode/sklearn/object.js";
import { ROWS } from "../../../../graph/info.js";
import type { Value } from "../../../../graph/value.js";
import { type Bound, defineMeta } from "../../define.js";
import { namedFunction } from "../../numpy-functions.js";

const fields = { fitted: { regressor_: "estimator", transformer_: "raw", _training_dim: "int" } } as const;
type M = Bound<Record<never, never>, typeof fields.fitted>;

/** sklearn/compose/_target.py: TransformedTargetRegressor.predict. The answers are taken back through a transformer or a function. */
export const transformedTargetRegressor = defineMeta("TransformedTargetRegressor", {
  ...fields,
  predict: (x, m, options) => {
    const said = m.regressor_.lower("predict", x, options);
    if ("list" in said) return m.unsupported("predict with several answers");
    const table = said.rank === 1 ? said.unsqueeze(1) : said;
    const back = inverse(table, m);
    return m._training_dim === 1 && back.rank === 2 && back.shape[1] === 1 ? back.reshape([back.shape[0] ?? ROWS]) : back;
  },
  takes: (m) => m.regressor_.definition.inputs(m.regressor_),
});

/** `func` and `inverse_func` are held by a FunctionTransformer, whose check makes floats of the answers. */
function inverse(y: Value, m: M): Value {
  const record = realize(m.transformer_);
  if (!(record instanceof PyObject) || record.cls?.name !== "FunctionTransformer")
    return m.self.child(m.transformer_, "transformer_").lowerOne("inverse_transform", y);
  const function_ = attributesOf(record).get("inverse_func");
  if (function_ === undefined || function_ === null) return y;
  const named = namedFunction(function_);
  if (named?.apply) return named.apply(y);
  return m.unsupported(
    `inverse_func ${named?.path ?? "is no named function and"} cannot be computed: NumPy's elementwise functions can (numpy.expm1, numpy.exp, …)`,
  );
}

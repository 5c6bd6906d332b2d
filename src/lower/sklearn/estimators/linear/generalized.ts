import { PyObject } from "../../../../container/pickle/values.js";
import { defineEstimator, type Self } from "../../define.js";
import { field, withDefault } from "../../fields.js";
import { intercept, linearPrediction, regressorInput } from "../../linear-model.js";

/** The class of the link object that 0.23 to 1.0 pickled. */
const linkClass = field("link", (value) => (value instanceof PyObject ? value.cls?.name : undefined));

/** sklearn/linear_model/_glm/glm.py: the inverse link of the linear predictor. `link="auto"` is the identity for a power of at most 0, else the logarithm. */
export const poissonRegressor = define("PoissonRegressor");
export const gammaRegressor = define("GammaRegressor");
export const tweedieRegressor = define("TweedieRegressor");

function define(name: string) {
  return defineEstimator(name, {
    params: { link: withDefault("any", "log"), power: withDefault("float", 0) },
    fitted: { coef_: "tensor", intercept_: intercept, _link_instance: linkClass },
    input: (m) => {
      const { texts: _, ...rule } = regressorInput(m, m.coef_);
      return { ...rule, dtype: "float" };
    },
    predict: (x, m) => {
      const raw = linearPrediction(x, m.coef_, m.intercept_);
      return isIdentity(m) ? raw : raw.exp();
    },
  });
}

function isIdentity(m: Self & { readonly link: unknown; readonly power: number; readonly _link_instance: string | undefined }): boolean {
  if (m._link_instance === "IdentityLink") return true;
  if (m._link_instance === "LogLink") return false;
  if (m._link_instance !== undefined) m.unsupported(`the link ${m._link_instance}.`);
  return m.link === "identity" || (m.link === "auto" && m.power <= 0);
}

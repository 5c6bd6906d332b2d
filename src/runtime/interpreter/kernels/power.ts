import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/power.js";
import { CsrMatrix } from "../../../sparse.js";
import { zeros } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { numbersOf } from "../numbers.js";

/** numpy.spacing(1.0): exponents this near to 0 (or 2) are that. */
const SPACING = 2 ** -52;
/** As near to 0 as scipy.special.boxcox calls 0. */
const BOX_COX_ZERO = 1e-19;
/** Above this exp overflows. */
const EXP_LIMIT = 709.78;

/** sklearn/preprocessing/_data.py: PowerTransformer; scipy/stats/_morestats.py: yeojohnson; scipy/special/_boxcox.pxd. */
const formulas: { readonly [F in ops.PowerFormula]: (x: number, lambda: number) => number } = {
  yeoJohnson: (x, lambda) => {
    if (x >= 0) return Math.abs(lambda) < SPACING ? Math.log1p(x) : Math.expm1(lambda * Math.log1p(x)) / lambda;
    return Math.abs(lambda - 2) > SPACING ? -Math.expm1((2 - lambda) * Math.log1p(-x)) / (2 - lambda) : -Math.log1p(-x);
  },
  yeoJohnsonPower: (x, lambda) => {
    if (x >= 0) return Math.abs(lambda) < SPACING ? Math.log1p(x) : ((x + 1) ** lambda - 1) / lambda;
    return Math.abs(lambda - 2) > SPACING ? -((-x + 1) ** (2 - lambda) - 1) / (2 - lambda) : -Math.log1p(-x);
  },
  inverseYeoJohnson: (x, lambda) => {
    if (x >= 0) return Math.abs(lambda) < SPACING ? Math.exp(x) - 1 : (x * lambda + 1) ** (1 / lambda) - 1;
    return Math.abs(lambda - 2) > SPACING ? 1 - (-(2 - lambda) * x + 1) ** (1 / (2 - lambda)) : 1 - Math.exp(-x);
  },
  boxCox: (x, lambda) => {
    if (Math.abs(lambda) < BOX_COX_ZERO) return Math.log(x);
    const power = lambda * Math.log(x);
    if (power < EXP_LIMIT) return Math.expm1(power) / lambda;
    return Math.sign(lambda) * Math.exp(power - Math.log(Math.abs(lambda))) - 1 / lambda;
  },
  inverseBoxCox: (x, lambda) => (lambda === 0 ? Math.exp(x) : Math.exp(Math.log1p(lambda * x) / lambda)),
  inverseBoxCoxPower: (x, lambda) => (lambda === 0 ? Math.exp(x) : (x * lambda + 1) ** (1 / lambda)),
};

export const powerTransform = kernel(ops.powerTransform, ({ lambdas, formula }) => {
  const f = formulas[formula];
  return ([input]) => {
    const x = requireTensor(input, ops.powerTransform.op);
    const numbers = numbersOf(ops.powerTransform.op, x);
    const out = zeros(x.dtype, x.shape);
    const to = out.data as Float64Array;
    const columns = lambdas.length;
    for (let j = 0; j < columns; j++) {
      const lambda = lambdas[j] as number;
      for (let at = j; at < numbers.length; at += columns) to[at] = f(numbers[at] as number, lambda);
    }
    return [out];
  };
});

export const checkAbove = kernel(ops.checkAbove, ({ low, lowIsFine, message }) => ([input]) => {
  const tensor = input instanceof CsrMatrix ? input.data : requireTensor(input, ops.checkAbove.op);
  const numbers = numbersOf(ops.checkAbove.op, tensor);
  if (numbers.some((value) => value < low || (value === low && !lowIsFine)))
    throw new ModelError("input/value", message, { where: ops.checkAbove.op, python: "ValueError" });
  return [input as CsrMatrix];
});

import { defineLinearRegressor } from "../../linear-model.js";

/** sklearn/linear_model/_base.py and _ridge.py: all predict by LinearModel._decision_function. */
export const linearRegression = defineLinearRegressor("LinearRegression");
export const ridge = defineLinearRegressor("Ridge");
export const ridgeCV = defineLinearRegressor("RidgeCV");

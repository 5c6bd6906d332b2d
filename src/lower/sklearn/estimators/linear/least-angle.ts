import { defineLinearRegressor } from "../../linear-model.js";

/** sklearn/linear_model/_least_angle.py and _omp.py. */
export const lars = defineLinearRegressor("Lars");
export const larsCV = defineLinearRegressor("LarsCV");
export const lassoLars = defineLinearRegressor("LassoLars");
export const lassoLarsCV = defineLinearRegressor("LassoLarsCV");
export const lassoLarsIC = defineLinearRegressor("LassoLarsIC");
export const orthogonalMatchingPursuit = defineLinearRegressor("OrthogonalMatchingPursuit");
export const orthogonalMatchingPursuitCV = defineLinearRegressor("OrthogonalMatchingPursuitCV");

import { defineLinearRegressor } from "../../linear-model.js";

/** sklearn/linear_model/_coordinate_descent.py: sparse rows skip the checks of dense ones (ElasticNet._decision_function); the product is the same. */
export const lasso = defineLinearRegressor("Lasso");
export const lassoCV = defineLinearRegressor("LassoCV");
export const elasticNet = defineLinearRegressor("ElasticNet");
export const elasticNetCV = defineLinearRegressor("ElasticNetCV");
export const multiTaskLasso = defineLinearRegressor("MultiTaskLasso");
export const multiTaskLassoCV = defineLinearRegressor("MultiTaskLassoCV");
export const multiTaskElasticNet = defineLinearRegressor("MultiTaskElasticNet");
export const multiTaskElasticNetCV = defineLinearRegressor("MultiTaskElasticNetCV");

import { defineLinearClassifier, defineLinearRegressor } from "../../linear-model.js";

/** sklearn/svm/_classes.py: linear models by the way they predict. */
export const linearSVC = defineLinearClassifier("LinearSVC");
export const linearSVR = defineLinearRegressor("LinearSVR");

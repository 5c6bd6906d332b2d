import { defineLayer } from "../../define.js";

/** Holds nothing and does nothing: what a model is given stands in its place (keras/src/layers/core/input_layer.py). */
export const inputLayer = defineLayer("InputLayer", { masking: "pass", call: (x) => x });

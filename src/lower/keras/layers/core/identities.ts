import { defineLayer } from "../../define.js";

/** Layers that do something in training only (keras/src/layers/regularization). */
export const dropout = defineLayer("Dropout", { masking: "pass", call: (x) => x });
export const spatialDropout1D = defineLayer("SpatialDropout1D", { masking: "pass", call: (x) => x });
export const spatialDropout2D = defineLayer("SpatialDropout2D", { masking: "pass", call: (x) => x });
export const spatialDropout3D = defineLayer("SpatialDropout3D", { masking: "pass", call: (x) => x });
export const gaussianDropout = defineLayer("GaussianDropout", { masking: "pass", call: (x) => x });
export const gaussianNoise = defineLayer("GaussianNoise", { masking: "pass", call: (x) => x });
export const alphaDropout = defineLayer("AlphaDropout", { masking: "pass", call: (x) => x });
export const activityRegularization = defineLayer("ActivityRegularization", { masking: "pass", call: (x) => x });
export const identity = defineLayer("Identity", { masking: "pass", call: (x) => x });

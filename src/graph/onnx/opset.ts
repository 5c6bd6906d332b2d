/**
 * The one operator set that everything lowers to, and that files are written in: read by onnxruntime since 1.18 (May 2024), and
 * the newest whose ops all have kernels there.
 */
export const OPSET = 21;

/** The operator set of domain `ai.onnx.ml`: tree ensembles as every onnxruntime in use reads them. */
export const ML_OPSET = 3;
export const ML_DOMAIN = "ai.onnx.ml";

/** The version of the file format that goes with opset 21 (onnx/docs/Versioning.md). */
export const IR_VERSION = 10;

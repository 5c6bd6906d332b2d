import { cast as spec } from "../../graph/ops/elementwise.js";
import { isFloating } from "../../tensor.js";
import { expansion, noStandardOp } from "../expansion.js";

/** ONNX leaves open how a float is written out, and onnxruntime does not do it as Python does. */
export const cast = expansion(spec, ([x], { dtype }) => {
  if (x.dtype === dtype) return [x];
  if (dtype === "string" && isFloating(x.dtype))
    noStandardOp(spec, `${x.dtype} numbers are not written as text the way Python writes them`);
  if (dtype === "object") return [x];
  return undefined;
});

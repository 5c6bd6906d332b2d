import * as ops from "../../graph/ops/text.js";
import { expansion, noStandardOp } from "../expansion.js";

/* ai.onnx.ml's TfIdfVectorizer takes tokens, and no standard op makes tokens as Python's regular expressions do. */

export const countTerms = expansion(ops.countTerms, () =>
  noStandardOp(ops.countTerms, "texts are split by Python's rules for words and characters"),
);
export const hashTerms = expansion(ops.hashTerms, () =>
  noStandardOp(ops.hashTerms, "texts are split by Python's rules for words and characters, and hashed"),
);
export const termsOfRows = expansion(ops.termsOfRows, () => noStandardOp(ops.termsOfRows, "it answers lists of unequal length"));

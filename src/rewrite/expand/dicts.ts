import * as ops from "../../graph/ops/dicts.js";
import { expansion, noStandardOp } from "../expansion.js";

/* ONNX graphs take tensors: ai.onnx.ml's DictVectorizer takes maps of one type of value, and no runtime's tensors hold any. */

export const vectorizeDicts = expansion(ops.vectorizeDicts, () => noStandardOp(ops.vectorizeDicts, "its rows are Python dicts"));
export const dictsOfRows = expansion(ops.dictsOfRows, () => noStandardOp(ops.dictsOfRows, "it answers Python dicts"));
export const hashFeatures = expansion(ops.hashFeatures, () => noStandardOp(ops.hashFeatures, "its rows are Python dicts or lists"));

import { memorySource } from "../../bytes/memory.js";
import type { JsonValue } from "../../container/json/parse.js";
import { listZip } from "../../container/zip/directory.js";
import { readEntry } from "../../container/zip/read.js";
import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import type { Evidence } from "../evidence.js";
import type { Judgement } from "../judge.js";
import { scanPickles } from "../pickle.js";
import { judgeSymbol, opsNamedIn } from "../tensorflow.js";
import { at, type ConfigObject, isConfigObject, textOf } from "./object.js";

const runs = (reason: string): Judgement => ({ severity: "runs-code", reason });
const BYTECODE =
  "holds Python bytecode, which runs when the file is loaded or the model is called (CVE-2024-3660; in .h5 files whatever safe_mode says: CVE-2025-9905)";

/** Fields of Lambda that may hold a function, with the fields that say what it is (keras/layers/core/lambda_layer.py). */
const lambdaFields = [
  ["function", "function_type"],
  ["output_shape", "output_shape_type"],
  ["mask", "mask_type"],
] as const;

/** What an object of a configuration holds beyond the names that it gives: bytecode, pickles, paths of files. */
export async function scanSpecial(object: ConfigObject, path: string, evidence: Evidence, limits: Limits): Promise<void> {
  const place = path === "" ? {} : { where: path };
  if (textOf(at(object, "class_name")) === "__lambda__") evidence.found("keras", "__lambda__", runs(BYTECODE), place);
  for (const [field, type] of lambdaFields) {
    const kind = textOf(at(object, type));
    const value = at(object, field);
    if (kind === "lambda" || (kind !== undefined && isDumpedFunction(value)))
      evidence.found("keras.layers", "Lambda", runs(BYTECODE), place);
    else if (kind === "function" && typeof value === "string") evidence.found("?", value, calledByName, place);
  }
  for (const field of ["vocabulary", "vocabulary_file", "idf_weights"]) {
    const file = textOf(at(object, field));
    if (file !== undefined && file !== "")
      evidence.found("keras.layers", "vocabulary", runs(`reads the file or address ${shown(file)} (CVE-2025-12058)`), place);
  }
  const config = at(object, "config");
  if (!isConfigObject(config)) return;
  const name = textOf(at(object, "class_name"));
  if (name === "Lambda") lambda(config, evidence, place);
  if (name === "TFSMLayer")
    evidence.found("keras.layers", "TFSMLayer", runs(`loads the SavedModel at ${shown(textOf(at(config, "filepath")) ?? "?")}`), place);
  if (name === "TorchModuleWrapper") await torchModule(textOf(at(config, "module")), path, evidence, limits);
  if (name === "TFOpLambda" || name === "ClassMethod") {
    const symbol = textOf(at(config, "function")) ?? textOf(at(config, "cls_ref")) ?? textOf(at(config, "cls_symbol")) ?? "?";
    evidence.found("tensorflow", symbol, judgeSymbol(symbol), place);
  }
  if (name === "TensorFlowOpLayer")
    for (const { op, judgement } of opsNamedIn(nodeDefText(at(config, "node_def")))) evidence.found("tensorflow", op, judgement, place);
}

const nodeDefText = (value: JsonValue | undefined): string => (typeof value === "string" ? value : JSON.stringify(value ?? null));

const calledByName: Judgement = {
  severity: "unknown",
  reason: "is a function that Lambda finds by name in the program that loads the file",
};

/** `[code, defaults, closure]`, or the code alone: what generic_utils.func_dump makes. */
function isDumpedFunction(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length === 3 && typeof value[0] === "string";
}

/** A Lambda whose function is neither named nor labelled, as no version of Keras writes it, but as one might read it. */
function lambda(config: ConfigObject, evidence: Evidence, place: { readonly where?: string }): void {
  const value = at(config, "function");
  if (at(config, "function_type") !== undefined || (isConfigObject(value) && at(value, "class_name") !== undefined)) return;
  if (typeof value === "string") evidence.found("?", value, calledByName, place);
  else evidence.found("keras.layers", "Lambda", isDumpedFunction(value) ? runs(BYTECODE) : unlabelled, place);
}

const unlabelled: Judgement = { severity: "unknown", reason: "calls a function that is written in no way that Keras writes" };

/** torch.save, in base64: a zip archive with pickles in it, or a bare pickle. */
async function torchModule(text: string | undefined, path: string, evidence: Evidence, limits: Limits): Promise<void> {
  if (text === undefined) return;
  const bytes = new Uint8Array(Buffer.from(text, "base64"));
  const inside = evidence.inside(`${path}.config.module`);
  try {
    const source = memorySource(bytes, "module");
    if (bytes[0] !== 0x50) return scanPickles(bytes, "module", limits, inside);
    for (const entry of await listZip(source))
      if (/\.pkl$/.test(entry.name)) scanPickles(await readEntry(source, entry, limits), entry.name, limits, inside.inside(entry.name));
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    inside.doubt(error.message);
  }
}

const SHOWN = 200;
const shown = (text: string): string => JSON.stringify(text.slice(0, SHOWN));

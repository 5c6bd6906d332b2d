import { ModelError } from "../../errors.js";
import { leaves } from "../../graph/builder.js";
import { dense, ROWS } from "../../graph/info.js";
import type { InputForm } from "../../lower/input.js";
import type { TensorInput } from "../../lower/lowering.js";
import { feedsOf, type ModelInput } from "../form.js";
import type { Model } from "../model.js";
import type { SaveOptions, Writer } from "../save.js";
import { tensorFeeds } from "../tensors.js";

/** Standard ONNX: one input (or one per column of a table, or a network's own), one output per method, named as the method or as the network's. */
export const onnxWriter: Writer = {
  type: "onnx",
  extensions: [".onnx"],
  write: async (model, options) => [await toOnnx(model, options)],
};

/** What people ask a model first; every one that it has becomes an output. */
const usual = ["predict", "predict_proba", "decision_function", "transform", "score_samples"];

export async function toOnnx(model: Model, options: SaveOptions = {}): Promise<Uint8Array> {
  const [{ toOnnxGraph }, { encodeOnnx }] = await Promise.all([import("../../rewrite/to-onnx.js"), import("../../graph/onnx/encode.js")]);
  const methods = options.methods ?? defaultMethods(model);
  const { graph, structures } = model.graphOf(methods, formOf(model, options));
  const names = structures.flatMap((structure, i) => {
    const parts = leaves(structure);
    // A network has names for its answers; other models' lists are numbered.
    const outputs = model.outputNames;
    if (parts.length > 1 && outputs?.length === parts.length) return outputs;
    return parts.length === 1 ? [methods[i] as string] : parts.map((_, k) => `${methods[i]}_${k}`);
  });
  return encodeOnnx(toOnnxGraph(graph), { name: model.kind, outputNames: names });
}

function defaultMethods(model: Model): string[] {
  const offered = usual.filter((method) => model.methods.includes(method));
  const methods = offered.includes("predict") ? offered.filter((method) => method !== "transform" && method !== "score_samples") : offered;
  if (methods.length === 0)
    throw new ModelError(
      "model/method",
      `A ${model.kind} offers no method that a graph could answer; it has: ${model.methods.join(", ") || "none"}.`,
    );
  return methods;
}

function formOf(model: Model, options: SaveOptions): InputForm {
  const inputs = model.inputs;
  if (inputs?.kind === "tensors" && inputs.tensors) return networkForm(model, inputs.tensors, options.input);
  if (options.input !== undefined) return feedsOf(options.input, false).form;
  if (inputs?.kind === "texts") return { kind: "array", info: dense("string", [ROWS]) };
  if (inputs?.kind === "matrix" && inputs.columns !== undefined) return { kind: "array", info: dense("float64", [ROWS, inputs.columns]) };
  throw new ModelError(
    "format/write",
    `The file does not tell what rows a ${model.kind} takes. Give some: save(path, { input: rows }), or --input FILE.`,
  );
}

/** A network's inputs as it declares them; lengths that it leaves open are those of the rows that were given. */
function networkForm(model: Model, declared: readonly TensorInput[], rows: ModelInput | undefined): InputForm {
  const given = rows === undefined ? undefined : tensorFeeds(rows).form;
  const shapes = given?.kind === "table" ? new Map(given.columns.map(({ name, info }) => [name, info.shape])) : undefined;
  const columns = declared.map(({ name, dtype, shape }, i) => {
    const lengths = given?.kind === "array" ? given.info.shape : (shapes?.get(name) ?? shapes?.get(String(i)));
    const dims = shape?.slice(1).map((dim, k) => dim ?? lengths?.[k + 1]) ?? lengths?.slice(1);
    if (dims === undefined || dims.some((dim) => dim === undefined))
      throw new ModelError(
        "format/write",
        `${model.kind} leaves lengths of its input "${name}" open (${shape?.map((dim) => dim ?? "None").join(", ") ?? "no shape at all"}), and a graph needs them. Give rows: save(path, { input: rows }), or --input FILE.`,
        { where: name },
      );
    return { name, info: dense(dtype, [ROWS, ...dims.filter((dim) => dim !== undefined)]) };
  });
  return { kind: "table", columns };
}

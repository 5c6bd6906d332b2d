import { get, isList } from "../../decode/keras/json.js";
import { isModel, type SavedLayer } from "../../decode/keras/layer.js";
import { wiringOf } from "../../decode/keras/nodes.js";
import { KerasSource } from "../../decode/keras/source.js";
import { versionOf } from "../../decode/keras/version.js";
import type { SourceModel } from "../../decode/source.js";
import { ModelError } from "../../errors.js";
import type { GraphBuilder, Structure } from "../../graph/builder.js";
import type { Value } from "../../graph/value.js";
import type { DType } from "../../tensor.js";
import { Frame, type Input } from "../input.js";
import type { Lowering, TensorInput } from "../lowering.js";
import type { Activation, Nested } from "./activation.js";
import { bindLayer, type Context } from "./bound.js";
import type { Layer } from "./define.js";
import { declaredShape, evaluate } from "./network.js";
import { outputNamesOf } from "./outputs.js";
import { forgetStates } from "./recurrent/memory.js";
import { summarize } from "./summary.js";

/** Lowers Keras models, layer by layer, by the definitions of their classes. */
export function kerasLowering(layers: ReadonlyMap<string, Layer>): Lowering {
  return {
    methods: (source) => (rootOf(source) === undefined ? [] : ["predict"]),
    hostMethods: () => [],
    classes: () => undefined,
    host: () => undefined,
    inputs: (source) => {
      const root = rootOf(source);
      return root && { kind: "tensors", tensors: inputsOf(root) };
    },
    outputs: (source) => {
      const root = rootOf(source);
      return root && outputNamesOf(root);
    },
    reset: (source) => forgetStates(source.weights),
    summary: (source, builder) => {
      const root = rootOf(source);
      return root && summarize(root, source, contextOf(source, builder, layers), inputsOf(root));
    },
    lower: (source, builder, method, input) => {
      const root = rootOf(source);
      if (root === undefined)
        throw new ModelError(
          "model/not-a-model",
          'The file holds weights and no architecture. Give both: load("model.json", { weights: "weights.h5" }).',
        );
      if (method !== "predict")
        throw new ModelError("model/method", `'${source.kind}' object has no attribute '${method}'`, {
          where: method,
          python: "AttributeError",
        });
      if (input === undefined)
        throw new ModelError("input/shape", `${source.kind}.predict() takes the input as its argument.`, { python: "TypeError" });
      builder.allowSinglePrecision();
      const context = contextOf(source, builder, layers);
      const declared = inputsOf(root);
      const given = arrange(input, declared, source.kind).map((value, i) => ({ value: fitted(value, declared[i], source.kind) }));
      return structureOf(isModel(root) ? evaluate(context, root, "", given) : one(bindLayer(context, root, root.name).call(given)));
    },
  };
}

function contextOf(source: SourceModel, builder: GraphBuilder, layers: ReadonlyMap<string, Layer>): Context {
  const context: Context = {
    builder,
    weights: source.weights,
    assets: source instanceof KerasSource ? source.saved.assets?.texts : undefined,
    layers,
    version: versionOf(source.frameworkVersion),
    bound: new Map(),
    model: (layer, path, inputs) => evaluate(context, layer, path, inputs),
  };
  return context;
}

const one = (all: readonly Activation[]): Nested => (all.length === 1 ? (all[0] as Activation) : { list: all });

function rootOf(source: SourceModel): SavedLayer | undefined {
  return source instanceof KerasSource ? source.root : undefined;
}

/** The inputs that a model declares, in its order; unknown lengths are null. */
function inputsOf(root: SavedLayer): TensorInput[] {
  if (get(root.config, "output_layers") !== undefined) {
    const byName = new Map(root.layers.map((layer) => [layer.name, layer]));
    const { inputs, inputKeys } = wiringOf(root, root.name);
    return inputs.map(({ layer }, i) => tensorInput(inputKeys?.[i] ?? layer, byName.get(layer)));
  }
  const [first] = root.layers;
  const built = get(root.config, "build_input_shape") ?? root.buildConfig?.input_shape;
  const shape = isList(built) && built.every((dim) => dim === null || typeof dim === "number") ? (built as (number | null)[]) : undefined;
  const declared = tensorInput(first?.name ?? root.name, first);
  return [declared.shape === undefined && shape ? { ...declared, shape } : declared];
}

function tensorInput(name: string, layer: SavedLayer | undefined): TensorInput {
  const shape = layer && declaredShape(layer);
  const dtype = layer?.className === "InputLayer" ? get(layer.config, "dtype") : undefined;
  return { name, dtype: typeof dtype === "string" ? (dtype as DType) : "float32", ...(shape ? { shape } : {}) };
}

/** The model's inputs, in its order, out of what was given: by name, or one array where it takes one. */
function arrange(input: Input, declared: readonly TensorInput[], kind: string): Value[] {
  const names = declared.map(({ name }) => name);
  if (!(input instanceof Frame)) {
    if (declared.length === 1) return [input];
    throw new ModelError("input/names", `${kind} takes ${declared.length} inputs by name: ${names.join(", ")}.`);
  }
  const byPosition = input.names.every((name, i) => name === String(i));
  if (byPosition && input.values.length === declared.length) return [...input.values];
  const found = names.map((name) => input.values[input.names.indexOf(name)]);
  const missing = names.filter((_, i) => found[i] === undefined);
  if (missing.length > 0)
    throw new ModelError(
      "input/names",
      `${kind} takes ${names.join(", ")}; missing: ${missing.join(", ")}. Given: ${input.names.join(", ")}.`,
      {
        where: missing[0] as string,
      },
    );
  return found.filter((value) => value !== undefined);
}

/** In the dtype that the model declares, and of a shape that fits (keras/src/layers/input_spec.py: assert_input_compatibility). */
function fitted(value: Value, declared: TensorInput | undefined, kind: string): Value {
  if (declared === undefined) return value;
  const { shape, dtype } = declared;
  const given = shape && shape.length === value.rank + 1 && shape.at(-1) === 1 ? value.unsqueeze(value.rank) : value;
  const fits =
    shape === undefined || (shape.length === given.rank && shape.every((dim, i) => i === 0 || dim === null || dim === given.shape[i]));
  if (!fits)
    throw new ModelError(
      "input/shape",
      `Input "${declared.name}" of ${kind} is incompatible: expected shape=(${shape?.map((dim) => dim ?? "None").join(", ")}), found shape=(${value.shape.join(", ")}).`,
      { where: declared.name, python: "ValueError" },
    );
  if (given.dtype === dtype) return given;
  if (dtype === "string" || given.dtype === "string" || given.dtype === "object") {
    if (dtype === "string" && given.dtype === "object") return given.cast("string");
    throw new ModelError("input/dtype", `Input "${declared.name}" of ${kind} takes ${dtype}, not ${given.dtype}.`, {
      where: declared.name,
      python: "TypeError",
    });
  }
  return given.cast(dtype);
}

function structureOf(answer: Nested): Structure {
  if ("value" in answer) return answer.value;
  if ("list" in answer) return { list: answer.list.map(structureOf), tuple: false };
  if ("dict" in answer) return { list: [...answer.dict.values()].map(structureOf), tuple: false, keys: [...answer.dict.keys()] };
  throw new ModelError("keras/config", "The model answers a constant.");
}

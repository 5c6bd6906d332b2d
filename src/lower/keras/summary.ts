import { get } from "../../decode/keras/json.js";
import { isModel, type SavedLayer } from "../../decode/keras/layer.js";
import { refsIn, wiringOf } from "../../decode/keras/nodes.js";
import { variablesIn } from "../../decode/keras/weights/legacy.js";
import type { SourceModel } from "../../decode/source.js";
import { ModelError } from "../../errors.js";
import { ROWS } from "../../graph/info.js";
import { sizeOf } from "../../tensor.js";
import type { LayerSummary, TensorInput } from "../lowering.js";
import { type Activation, activations } from "./activation.js";
import { type Context, definitionOf } from "./bound.js";
import { evaluate } from "./network.js";

type Shape = readonly (number | null)[];

/** What Keras's `summary()` tells of a model: its layers, the shapes that they answer, and how many numbers they hold. */
export function summarize(root: SavedLayer, source: SourceModel, context: Context, inputs: readonly TensorInput[]): LayerSummary[] {
  const shapes = shapesOf(root, context, inputs);
  const wiring = get(root.config, "output_layers") === undefined ? undefined : wiringOf(root, root.name);
  // A sequence does not list its input.
  const layers = isModel(root) ? root.layers.filter(({ className }) => wiring !== undefined || className !== "InputLayer") : [root];
  return layers.map((layer) => {
    const held = variablesIn(layer, layer.name, (inner) => definitionOf(context.layers, inner)?.variables(inner));
    const all = [...source.weights].filter(([path]) => path.startsWith(`${layer.name}/`));
    const total = all.reduce((sum, [, { shape }]) => sum + sizeOf(shape), 0);
    const trained = new Set(held?.trained);
    const trainable = held ? all.filter(([path]) => trained.has(path)).reduce((sum, [, { shape }]) => sum + sizeOf(shape), 0) : total;
    const calls = wiring?.calls.get(layer.name) ?? [];
    const from = calls.flatMap(({ args, kwargs }) => [...args, ...kwargs.values()].flatMap(refsIn)).map((ref) => ref.layer);
    return {
      name: layer.name,
      kind: layer.className,
      shapes: shapes.get(layer.name) ?? inputShape(layer, inputs),
      trainable,
      fixed: total - trainable,
      from: [...new Set(from)],
    };
  });
}

function inputShape(layer: SavedLayer, inputs: readonly TensorInput[]): readonly Shape[] | undefined {
  const found = layer.className === "InputLayer" ? inputs.find(({ name }) => name === layer.name)?.shape : undefined;
  return found && [found];
}

/** Shapes of what the top-level layers answer, for rows of the declared shape; what open lengths hinder is left out. */
function shapesOf(root: SavedLayer, context: Context, inputs: readonly TensorInput[]): ReadonlyMap<string, readonly Shape[]> {
  const found = new Map<string, readonly Shape[]>();
  const given: Activation[] = [];
  for (const { name, dtype, shape } of inputs) {
    if (shape === undefined) return found;
    const dims = shape.map((dim, i) => dim ?? (i === 0 ? ROWS : `${name}_${i}`));
    given.push({ value: context.builder.input(name, { dtype, shape: dims, layout: "dense" }) });
  }
  try {
    const heard: Context = {
      ...context,
      observe: (path, answer) =>
        found.set(
          path,
          activations(answer).map(({ value }) => value.shape.map((dim) => (typeof dim === "number" ? dim : null))),
        ),
    };
    evaluate(heard, root, "", given);
  } catch (error) {
    // Weights that are not there, open lengths, unknown layers: the summary shows what it can.
    if (!(error instanceof ModelError)) throw error;
  }
  return found;
}

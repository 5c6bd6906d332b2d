import { get } from "../../decode/keras/json.js";
import type { SavedLayer } from "../../decode/keras/layer.js";
import { type Argument, wiringOf } from "../../decode/keras/nodes.js";

/** What a model calls its answers, in their order: keys of a dict, else the layers that give them (keras/src/models/functional.py: output_names). */
export function outputNamesOf(root: SavedLayer): readonly string[] {
  if (get(root.config, "output_layers") === undefined) return [root.layers.at(-1)?.name ?? root.name];
  const seen = new Map<string, number>();
  return namesIn(wiringOf(root, root.name).outputs).map((name) => {
    const before = seen.get(name) ?? 0;
    seen.set(name, before + 1);
    return before === 0 ? name : `${name}_${before}`;
  });
}

function namesIn(argument: Argument): string[] {
  if (argument.kind === "ref") return [argument.ref.layer];
  if (argument.kind === "list") return argument.items.flatMap(namesIn);
  if (argument.kind === "dict")
    return [...argument.items].flatMap(([key, item]) => (item.kind === "ref" ? [key] : namesIn(item).map((name) => `${key}.${name}`)));
  return [];
}

import type { Json } from "../decode/source.js";
import type { Difference } from "./difference.js";

/** Where two configurations differ. Classes are compared by name: the modules that they live in have moved between versions. */
export function compareConfigs(a: Json, b: Json): Difference[] {
  const left = flatten(a);
  const right = flatten(b);
  const differences: Difference[] = [];
  for (const [name, value] of left) {
    const other = right.get(name);
    if (other === undefined) differences.push({ name, kind: "missing", a: value, b: "" });
    else if (other !== value) differences.push({ name, kind: "value", a: value, b: other });
  }
  for (const [name, value] of right) if (!left.has(name)) differences.push({ name, kind: "added", a: "", b: value });
  return differences;
}

function flatten(config: Json): Map<string, string> {
  const flat = new Map<string, string>();
  const walk = (value: Json, path: string): void => {
    if (Array.isArray(value)) {
      if (value.length === 0) flat.set(path, "[]");
      const names = namesOf(value);
      for (const [i, item] of value.entries()) walk(item, path === "" ? (names?.[i] ?? String(i)) : `${path}.${names?.[i] ?? i}`);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        const name = path === "" ? key : `${path}.${key}`;
        if (key === "class" && typeof item === "string") flat.set(name, item.split(".").at(-1) ?? item);
        else walk(item, name);
      }
    } else flat.set(path, JSON.stringify(value));
  };
  walk(config, "");
  return flat;
}

/** Layers are told by their names, where all have one and no two the same, so that one more does not shift all behind it. */
function namesOf(list: readonly Json[]): readonly string[] | undefined {
  const names = list.map(nameOf);
  return names.every((name) => name !== undefined) && new Set(names).size === names.length ? names : undefined;
}

function nameOf(item: Json): string | undefined {
  if (typeof item !== "object" || item === null || Array.isArray(item)) return undefined;
  const { name, config } = item as { readonly [key: string]: Json };
  if (typeof name === "string") return name;
  return config === undefined ? undefined : nameOf(config);
}

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
      for (const [i, item] of value.entries()) walk(item, path === "" ? String(i) : `${path}.${i}`);
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

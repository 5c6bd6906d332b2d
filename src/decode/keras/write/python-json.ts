import type { Json } from "../../source.js";

/** A text that a value was read from, and what stands elsewhere in the value: [from, to] prefixes of paths, the first that fits. */
export interface Original {
  readonly text: string | undefined;
  readonly moved?: readonly (readonly [from: string, to: string])[];
}

/**
 * JSON as Python's `json.dumps` writes it, with numbers that were floats in the originals as floats again: JavaScript's parser makes 1 of
 * 1.0, and Python tells them apart. Values are matched by their path.
 */
export function pythonJson(value: Json, ...originals: readonly Original[]): string {
  const floats = originals.flatMap(({ text = "", moved = [] }) =>
    [...floatPaths(text)].map((path) => {
      const [from, to] = moved.find(([prefix]) => path.startsWith(prefix)) ?? ["", ""];
      return to + path.slice(from.length);
    }),
  );
  return print(value, "", new Set(floats));
}

function print(value: Json, path: string, floats: ReadonlySet<string>): string {
  if (typeof value === "number") {
    if (Number.isNaN(value)) return "NaN";
    if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
    return Number.isInteger(value) && floats.has(path) && Math.abs(value) < 1e16
      ? `${Object.is(value, -0) ? "-0" : value}.0`
      : String(value);
  }
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item: Json, i) => print(item, `${path}/${i}`, floats)).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${JSON.stringify(key)}: ${print(item as Json, `${path}/${escaped(key)}`, floats)}`)
    .join(", ")}}`;
}

const escaped = (key: string): string => key.replaceAll("~", "~0").replaceAll("/", "~1");

/** Paths (as RFC 6901 writes them) of whole numbers that are written with a point or an exponent. */
function floatPaths(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  const path: (string | number)[] = [];
  const here = () => path.map((step) => `/${typeof step === "number" ? step : escaped(step)}`).join("");
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]|-?\d[\d.eE+-]*/g);
  let key: string | undefined;
  let last = "";
  for (const [token] of tokens) {
    if (token === "{") path.push("");
    else if (token === "[") path.push(0);
    else if (token === "}" || token === "]") path.pop();
    else if (token === ",") {
      const top = path.at(-1);
      if (typeof top === "number") path[path.length - 1] = top + 1;
    } else if (token === ":") {
      if (key !== undefined) path[path.length - 1] = key;
    } else if (token.startsWith('"')) {
      if (last !== ":" && typeof path.at(-1) === "string") key = JSON.parse(token) as string;
    } else if (/[.eE]/.test(token) && Number.isInteger(Number(token))) found.add(here());
    last = token;
  }
  return found;
}

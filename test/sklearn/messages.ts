import type { ModelError } from "../../src/index.js";

/** Why Brine's complaint is not scikit-learn's; undefined where it is. */
export function sameComplaint(
  expected: { readonly type: string; readonly message: string },
  said: ModelError,
  where: string,
): string | undefined {
  if (said.python !== expected.type && !(said.python === undefined && expected.type === "ValueError"))
    return `expected ${expected.type}: ${expected.message}, got ${said.python ?? said.code}: ${said.message} (${where})`;
  const [want, got] = [normal(expected.message), normal(said.message)];
  return want === got ? undefined : `expected "${want}", got "${got}"`;
}

/** Messages without what has no meaning: the printed rows of an array, the order of a printed set, object addresses. */
function normal(message: string): string {
  return message
    .replace(/array=[\s\S]*?\.\n(?=Reshape)/, "")
    .replace(/\{[^{}]*\}/g, (set) => `{${set.slice(1, -1).split(/,\s*/).sort().join(", ")}}`)
    .replace(/0x[0-9a-f]+/g, "0x")
    .trim();
}

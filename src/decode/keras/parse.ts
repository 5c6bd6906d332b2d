import { ModelError } from "../../errors.js";
import type { Json } from "../source.js";

/** JSON inside a file, with Python's NaN and Infinity, which its writer leaves unquoted. */
export function parseConfig(text: string, where: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    try {
      return JSON.parse(withoutPythonNumbers(text)) as Json;
    } catch (cause) {
      throw new ModelError("keras/config", `${where} is no JSON: ${cause instanceof Error ? cause.message : String(cause)}.`, {
        where,
        cause,
      });
    }
  }
}

/** Numbers that JSON has no words for, as the texts by which they are known: outside of strings only. */
function withoutPythonNumbers(text: string): string {
  return text.replace(/"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g, (found) => (found.startsWith('"') ? found : `"${found}"`));
}

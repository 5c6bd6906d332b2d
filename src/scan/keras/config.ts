import type { JsonValue } from "../../container/json/parse.js";
import type { Limits } from "../../limits.js";
import type { Evidence } from "../evidence.js";
import { judgeClass, judgeFunction } from "./judge.js";
import { at, type ConfigObject, isConfigObject, textOf } from "./object.js";
import { scanSpecial } from "./special.js";

/** Values that Keras writes as objects with a `class_name`, and makes anew without looking anything up (serialization_lib.py). */
const plainValues = new Set([
  "__tensor__",
  "__numpy__",
  "__bytes__",
  "__ellipsis__",
  "__slice__",
  "__tuple__",
  "__keras_tensor__",
  "__dict__",
  "CompositeTensor",
  "TensorShape",
  "TypeSpec",
]);

/**
 * A configuration of Keras, of any generation: every object in it that names a class or a function is judged by what
 * `deserialize_keras_object` (keras/src/saving/serialization_lib.py, keras/saving/legacy/serialization.py) and the classes themselves
 * would do with it.
 */
export async function scanConfig(root: JsonValue, evidence: Evidence, limits: Limits): Promise<void> {
  const open: { readonly value: JsonValue; readonly path: string }[] = [{ value: root, path: "" }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path } = next;
    if (Array.isArray(value)) for (let i = value.length - 1; i >= 0; i--) open.push({ value: value[i] ?? null, path: `${path}[${i}]` });
    if (!isConfigObject(value)) continue;
    judgeObject(value, path, evidence);
    await scanSpecial(value, path, evidence, limits);
    for (const [key, inner] of Object.entries(value).reverse()) open.push({ value: inner, path: path === "" ? key : `${path}.${key}` });
  }
}

function judgeObject(object: ConfigObject, path: string, evidence: Evidence): void {
  const name = textOf(at(object, "class_name"));
  if (name === undefined || plainValues.has(name) || name === "__lambda__") return;
  const module = textOf(at(object, "module"));
  const registered = textOf(at(object, "registered_name"));
  const where = path === "" ? {} : { where: path };
  if (name === "__typespec__") {
    const spec = textOf(at(object, "spec_name")) ?? "?";
    evidence.found(module ?? "?", spec, judgeClass(module, spec, registered), where);
  } else if (name === "function") {
    const called = textOf(at(object, "config")) ?? "?";
    evidence.found(module ?? "?", called, judgeFunction(module, called), where);
  } else evidence.found(module ?? "keras", name, judgeClass(module, name, registered), where);
}

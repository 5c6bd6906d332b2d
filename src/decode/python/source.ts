import type { Container } from "../../container/container.js";
import { PyDict, PyObject, PyTuple, type PyValue } from "../../container/pickle/values.js";
import { NdArray } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { ModelError } from "../../errors.js";
import type { Tensor } from "../../tensor.js";
import { SklearnObject } from "../sklearn/object.js";
import type { Json, SourceModel } from "../source.js";
import { configOf } from "./config.js";
import { kindOf } from "./kind.js";
import { weightsOf } from "./weights.js";

/** The most models that are told side by side: a file can name one a million times. */
const MAX_PARTS = 100_000;

/** A model, or whatever else a pickle holds, with the models inside it. */
export class PythonSource implements SourceModel {
  readonly comparable = true;
  readonly #object: SklearnObject | undefined;
  #config: Json | undefined;
  #weights: ReadonlyMap<string, Tensor> | undefined;
  #parts: ReadonlyMap<string, PythonSource> | undefined;

  constructor(
    readonly root: PyValue,
    readonly container: Container,
    /** Where `root` stands in the file, as `load("file#path")` takes it; empty for the whole file. */
    readonly path: string = "",
    outer?: SklearnObject,
  ) {
    const record = realize(root);
    this.#object = record instanceof PyObject && record.cls !== undefined ? new SklearnObject(record, path, outer) : undefined;
  }

  /** The root as an object of a class; undefined where it is a dict, a list, an array, … */
  get object(): SklearnObject | undefined {
    return this.#object;
  }

  get framework(): string {
    const name = this.#object?.module.split(".")[0];
    return name === undefined ? "python" : name === "sklearn" ? "scikit-learn" : name;
  }

  get frameworkVersion(): string | undefined {
    return this.#object?.versionText;
  }

  get kind(): string {
    return this.#object?.className ?? kindOf(this.root);
  }

  get config(): Json {
    this.#config ??= configOf(this.root);
    return this.#config;
  }

  get weights(): ReadonlyMap<string, Tensor> {
    this.#weights ??= weightsOf(this.root);
    return this.#weights;
  }

  get parts(): ReadonlyMap<string, PythonSource> {
    if (this.#parts === undefined) {
      const parts = new Map<string, PythonSource>();
      for (const [name, value] of members(this.root)) {
        if (parts.size >= MAX_PARTS)
          throw new ModelError(
            "pickle/limit",
            `${this.path || "The file"} holds more than ${MAX_PARTS} models side by side, the most that are told.`,
            {
              where: this.path,
            },
          );
        if (isModel(value) || isShelf(value)) {
          if (!isModel(value) && !holdsModel(value)) continue;
          parts.set(name, new PythonSource(value, this.container, this.path === "" ? name : `${this.path}.${name}`, this.#object));
        }
      }
      this.#parts = parts;
    }
    return this.#parts;
  }
}

/** Members of a value under the names that a path uses: dict keys, list positions, step names, attributes. */
function members(root: PyValue): [string, PyValue][] {
  const value = realize(root);
  if (value instanceof PyDict)
    return value.entries().flatMap(([key, item]) => (typeof key === "string" || typeof key === "bigint" ? [[String(key), item]] : []));
  if (value instanceof PyTuple) return value.items.map((item, i) => [String(i), item]);
  if (Array.isArray(value)) return (value as PyValue[]).map((item, i) => [String(i), item]);
  if (value instanceof NdArray && value.objects) return value.objects.map((item, i) => [String(i), item]);
  if (value instanceof PyObject && value.cls)
    return [...new SklearnObject(value, "").attributes].flatMap(([name, item]) => attributeMembers(name, item));
  return [];
}

/** `steps`, `transformers_` and the like hold tuples (name, estimator, …); each is reached by its own name. */
function attributeMembers(attribute: string, value: PyValue): [string, PyValue][] {
  const items = realize(value);
  if (!Array.isArray(items)) return [[attribute, value]];
  const named = (items as PyValue[]).flatMap((item): [string, PyValue][] => {
    const [name, part] = item instanceof PyTuple ? item.items : [];
    return typeof name === "string" && part !== undefined && isModel(part) ? [[name, part]] : [];
  });
  return named.length > 0 ? named : [[attribute, value]];
}

/** Parts of scikit-learn that are no estimators. */
const internals =
  /\._?(tree|loss|losses|binary_tree|kd_tree|ball_tree|utils|metrics)\b|^sklearn\.(neighbors|_loss|metrics|utils)\.(?!_?(classification|regression|unsupervised|base|lof|nca|nearest_centroid|graph|kde)\b)/;

/** Records of which it is known whether they are models: a file may name one a million times. */
const models = new WeakMap<PyObject, boolean>();

function isModel(root: PyValue): boolean {
  const value = realize(root);
  if (!(value instanceof PyObject)) return false;
  const known = models.get(value) ?? looksLikeModel(value);
  models.set(value, known);
  return known;
}

function looksLikeModel(value: PyObject): boolean {
  if (value.cls === undefined) return false;
  const { module, name } = value.cls;
  if (value.states.length === 0) return false;
  if (module.split(".")[0] !== "sklearn")
    return new SklearnObject(value, "").attributes.size > 0 && !/^(numpy|scipy|pandas|builtins|collections|datetime)\b/.test(module);
  return /^[A-Z]/.test(name) && (new SklearnObject(value, "").attributes.has("_sklearn_version") || !internals.test(module));
}

/** Shelves of which it is known whether a model is anywhere below them. */
const holding = new WeakMap<object, boolean>();

/** Whether a model is anywhere below a shelf: each value is looked at once, however often and however deeply the file shares it. */
function holdsModel(root: PyValue): boolean {
  const seen = new Set<object>();
  const open: PyValue[] = [root];
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    const value = realize(item);
    if (typeof value !== "object" || value === null || seen.has(value) || holding.get(value) === false) continue;
    seen.add(value);
    if (holding.get(value) || isModel(item)) {
      holding.set(realize(root) as object, true);
      return true;
    }
    if (isShelf(item)) for (const [, member] of members(item)) if (typeof member === "object") open.push(member);
  }
  for (const value of seen) holding.set(value, false);
  return false;
}

/** A dict, list or tuple that may hold models. */
function isShelf(root: PyValue): boolean {
  const value = realize(root);
  return (
    value instanceof PyDict || value instanceof PyTuple || Array.isArray(value) || (value instanceof NdArray && value.objects !== undefined)
  );
}

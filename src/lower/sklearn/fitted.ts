import { PyObject, type PyValue } from "../../container/pickle/values.js";
import { realize } from "../../container/python/realize.js";
import { describe, SklearnObject, type Version } from "../../decode/sklearn/object.js";
import { guarded, ModelError } from "../../errors.js";
import type { GraphBuilder, Structure } from "../../graph/builder.js";
import type { RuntimeValue } from "../../graph/info.js";
import { Value } from "../../graph/value.js";
import { Frame, type Input } from "../input.js";
import type { Estimator, Options } from "./define.js";
import { setOutput } from "./set-output.js";

/** What lowering an estimator has to hand: the graph under construction, and which classes are known. */
export interface LoweringContext {
  readonly builder: GraphBuilder;
  /** Definitions by class name (`LogisticRegression`), and those of users by full path (`acme.Scaler`). */
  readonly estimators: ReadonlyMap<string, Estimator>;
  /** One Fitted per record, so that what the file shares is read once. */
  readonly fitted: Map<PyObject, Fitted>;
}

/** A fitted estimator of a file, bound to its definition and to the graph that is being built. */
export class Fitted {
  #bound: object | undefined;

  constructor(
    readonly object: SklearnObject,
    readonly definition: Estimator,
    readonly context: LoweringContext,
  ) {}

  get className(): string {
    return this.object.className;
  }

  get version(): Version {
    return this.object.version;
  }

  /** Typed parameters and attributes, as the definition declares them; each is read when it is first asked for. */
  get bound(): object {
    this.#bound ??= this.definition.bind(this);
    return this.#bound;
  }

  /** An attribute as the file holds it; undefined where it is not there. */
  attribute(name: string): PyValue | undefined {
    return this.object.attributes.get(name);
  }

  constant(tensor: RuntimeValue): Value {
    return this.context.builder.constant(tensor);
  }

  /** The estimator that an attribute holds. `where` is the attribute's name, for paths and messages. */
  child(value: PyValue, where: string): Fitted {
    const record = realize(value);
    if (!(record instanceof PyObject))
      throw new ModelError("sklearn/attribute", `${this.object.at(where)} should be an estimator, but is ${describe(record)}.`, { where });
    return bindObject(new SklearnObject(record, this.object.at(where), this.object), this.context);
  }

  /** The methods that this very object offers, in the definition's order. */
  methods(): string[] {
    return this.definition.methods(this);
  }

  /** Computes a method with the checks that scikit-learn makes at its start. */
  lower(method: string, input: Input | undefined, options: Options = {}): Structure {
    const where = this.object.path || this.className;
    return guarded(
      "sklearn/attribute",
      () => `${where}.${method} cannot be computed`,
      where,
      () => {
        const answer = this.definition.lower(this, method, input, options);
        return method === "transform" ? setOutput(this, answer) : answer;
      },
    );
  }

  /** What `transform` makes of an input, as the next step's input: an array, or a table after `set_output`. */
  transformed(input: Input): Input {
    return this.#single("transform", this.lower("transform", input));
  }

  /** Like `lower`, for methods that answer one array. */
  lowerOne(method: string, input: Input, options: Options = {}): Value {
    const answer = this.#single(method, this.lower(method, input, options));
    return answer instanceof Value ? answer : answer.toMatrix();
  }

  /** Names of the columns that `transform` makes; undefined where the object cannot tell. */
  namesOut(method: "get_feature_names_out" | "get_feature_names", given?: readonly string[]): string[] | undefined {
    const names = this.definition.host(this, method, given, {});
    return Array.isArray(names) ? names.map(String) : undefined;
  }

  #single(method: string, answer: Structure): Input {
    const single = Frame.input(answer);
    if (single !== undefined) return single;
    throw new ModelError("sklearn/unsupported", `${this.className}.${method} answers several arrays where one is needed.`, {
      where: this.object.path,
    });
  }
}

/** Binds an object of a file to the definition of its class. */
export function bindObject(object: SklearnObject, context: LoweringContext): Fitted {
  const known = context.fitted.get(object.record);
  if (known) return known;
  const path = object.record.cls?.path ?? "";
  const definition =
    context.estimators.get(path) ?? (object.module.split(".")[0] === "sklearn" ? context.estimators.get(object.className) : undefined);
  if (definition === undefined) throw unknownClass(object.path, path);
  const fitted = new Fitted(object, definition, context);
  context.fitted.set(object.record, fitted);
  return fitted;
}

export function unknownClass(where: string, path: string): ModelError {
  return new ModelError(
    "sklearn/unknown-class",
    `${where || "The model"} is a ${path}, which Brine does not know. Supply it: load(file, { custom: { "${path}": defineEstimator(…) } }).`,
    { where },
  );
}

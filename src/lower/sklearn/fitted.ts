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
  /** Methods that were computed for the graph so far. */
  calls: number;
}

/**
 * The most methods of estimators that one graph is made of, 32 names of columns counting as one: parts that share parts double them at
 * each level.
 */
const MAX_CALLS = 75_000;

/** Estimators that may stand in one another: each level takes a dozen frames of JavaScript's stack, which has ten thousand. */
const MAX_NESTING = 100;

/** A fitted estimator of a file, bound to its definition and to the graph that is being built. */
export class Fitted {
  #bound: object | undefined;
  #methods: string[] | undefined;
  /** Estimators that were read out of this one's attributes. */
  readonly #parts = new Set<Fitted>();
  /** What methods made of an input: a part that is shared, however often, is computed once. */
  readonly #lowered = new Map<string, Map<Input, Structure>>();

  constructor(
    readonly object: SklearnObject,
    readonly definition: Estimator,
    readonly context: LoweringContext,
    /** How many estimators it stands in. */
    readonly depth = 0,
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

  /** The estimator that an attribute holds. `name` is the attribute's, for paths and messages. */
  child(value: PyValue, name: string): Fitted {
    return this.childAt(value, this.object.at(name));
  }

  /**
   * The estimator at a path that begins at the model, as fields are told it.
   * @throws sklearn/attribute where there is none, where it holds this one itself, or where it stands too deep
   */
  childAt(value: PyValue, place: string): Fitted {
    const record = realize(value);
    if (!(record instanceof PyObject))
      throw new ModelError("sklearn/attribute", `${place} should be an estimator, but is ${describe(record)}.`, { where: place });
    if (this.depth >= MAX_NESTING)
      throw new ModelError(
        "sklearn/attribute",
        `An estimator stands in ${MAX_NESTING + 1} others; at most ${MAX_NESTING} levels are read.`,
        {
          where: `${place.slice(0, 40)}…`,
        },
      );
    const known = this.context.fitted.get(record);
    const part = known ?? bindObject(new SklearnObject(record, place, this.object), this.context, this.depth + 1);
    if (!this.#parts.has(part)) {
      if (part.#holds(this))
        throw new ModelError("sklearn/attribute", `${place} is a ${part.className} that it is itself a part of.`, { where: place });
      this.#parts.add(part);
    }
    return part;
  }

  /** Whether `goal` is this estimator or among its parts, theirs included. */
  #holds(goal: Fitted): boolean {
    const seen = new Set<Fitted>([this]);
    for (const estimator of seen) {
      if (estimator === goal) return true;
      for (const part of estimator.#parts) seen.add(part);
    }
    return false;
  }

  /** The methods that this very object offers, in the definition's order; each is asked about once, since it may depend on those of parts. */
  methods(): string[] {
    this.#methods ??= this.definition.methods(this);
    return this.#methods;
  }

  /** Computes a method with the checks that scikit-learn makes at its start. */
  lower(method: string, input: Input | undefined, options: Options = {}): Structure {
    if (input === undefined || Object.keys(options).length > 0) return this.#lower(method, input, options);
    const made = this.#lowered.get(method) ?? new Map<Input, Structure>();
    const known = made.get(input);
    if (known !== undefined) return known;
    const answer = this.#lower(method, input, options);
    this.#lowered.set(method, made.set(input, answer));
    return answer;
  }

  #lower(method: string, input: Input | undefined, options: Options): Structure {
    this.#count(method);
    const where = this.object.path || this.className;
    return guarded(
      "sklearn/attribute",
      () => `${where}.${method} cannot be computed`,
      where,
      () => {
        const answer: Structure | undefined = this.definition.lower(this, method, input, options);
        // What should have been the first of several, where the file has none.
        if (answer === undefined)
          throw new ModelError("sklearn/attribute", `${where}.${method} has nothing to answer: the file holds no outputs or classes.`, {
            where,
          });
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
    this.#count(method);
    const names = this.definition.host(this, method, given, {});
    if (!Array.isArray(names)) return undefined;
    this.context.calls += names.length >> 5;
    return names.map(String);
  }

  #count(method: string): void {
    if (++this.context.calls <= MAX_CALLS) return;
    const message = `${this.className}.${method}: its parts are asked more than ${MAX_CALLS} times, which is the most for one answer.`;
    throw new ModelError("sklearn/attribute", message, { where: this.className });
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
export function bindObject(object: SklearnObject, context: LoweringContext, depth = 0): Fitted {
  const known = context.fitted.get(object.record);
  if (known) return known;
  const path = object.record.cls?.path ?? "";
  const definition =
    context.estimators.get(path) ?? (object.module.split(".")[0] === "sklearn" ? context.estimators.get(object.className) : undefined);
  if (definition === undefined) throw unknownClass(object.path, path);
  const fitted = new Fitted(object, definition, context, depth);
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

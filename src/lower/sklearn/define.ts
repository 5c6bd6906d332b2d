import type { PyValue } from "../../container/pickle/values.js";
import { atLeast, type Version } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import type { Structure } from "../../graph/builder.js";
import { Value } from "../../graph/value.js";
import type { Tensor } from "../../tensor.js";
import type { Input } from "../input.js";
import type { ModelInputs } from "../lowering.js";
import { arrayOf, type FieldSpec, type FieldValue, kindOf, readField } from "./fields.js";
import type { Fitted } from "./fitted.js";
import { describeInputs, type InputRule, validated } from "./validate.js";

/** Keyword arguments of a method, by the framework's names; they are part of what a graph is specialized for. */
export type Options = Readonly<Record<string, unknown>>;

/** What a method that needs no graph answers: feature names, masks, parameters. */
export type HostAnswer = readonly string[] | readonly number[] | readonly boolean[] | string | number | null | Tensor;

type Fields = Readonly<Record<string, FieldSpec>>;

/** An estimator's declared attributes with their values, and itself. */
export type Bound<P extends Fields, F extends Fields> = { readonly [K in keyof P]: FieldValue<P[K]> } & {
  readonly [K in keyof F]: FieldValue<F[K]>;
} & Self;

/** What every bound estimator offers besides its attributes. */
export interface Self {
  readonly self: Fitted;
  readonly className: string;
  readonly version: Version;
  /** Whether the scikit-learn that saved the file is at least this: `m.atLeast(1, 3)`. A file that does not say counts as oldest. */
  atLeast(...minimum: readonly number[]): boolean;
  /** Whether the file holds an attribute (None included). */
  has(attribute: string): boolean;
  /** Another method of the same object, without the input checks. */
  call(method: string, x: Value, options?: Options): Value;
  callAll(method: string, x: Value, options?: Options): Structure;
  /** Throws `sklearn/unsupported`: the class is known, this setting is not. */
  unsupported(what: string): never;
  /** Throws what scikit-learn throws: a ValueError (or another exception) with its own words. */
  refuse(message: string, exception?: string): never;
}

/** A method: from a checked input to what it answers. */
export type Method<M, X> = (x: X, m: M, options: Options) => Structure;

/** The names that scikit-learn's inference methods have. */
export interface Methods<M, X> {
  predict?: Method<M, X>;
  predict_proba?: Method<M, X>;
  predict_log_proba?: Method<M, X>;
  predict_joint_log_proba?: Method<M, X>;
  decision_function?: Method<M, X>;
  score_samples?: Method<M, X>;
  transform?: Method<M, X>;
  inverse_transform?: Method<M, X>;
  kneighbors?: Method<M, X>;
  kneighbors_graph?: Method<M, X>;
  radius_neighbors?: Method<M, X>;
  radius_neighbors_graph?: Method<M, X>;
  apply?: Method<M, X>;
  decision_path?: Method<M, X>;
  staged_predict?: Method<M, X>;
  staged_predict_proba?: Method<M, X>;
  staged_decision_function?: Method<M, X>;
  mahalanobis?: Method<M, X>;
}

const methodNames: readonly (keyof Methods<unknown, unknown>)[] = [
  "predict",
  "predict_proba",
  "predict_log_proba",
  "predict_joint_log_proba",
  "decision_function",
  "score_samples",
  "transform",
  "inverse_transform",
  "kneighbors",
  "kneighbors_graph",
  "radius_neighbors",
  "radius_neighbors_graph",
  "apply",
  "decision_path",
  "staged_predict",
  "staged_predict_proba",
  "staged_decision_function",
  "mahalanobis",
];

interface Declaration<P extends Fields, F extends Fields, M> {
  /** Constructor parameters that matter to inference, with their kinds. */
  params?: P;
  /** What fitting left behind. */
  fitted?: F;
  /** Which methods exist only under a setting, as scikit-learn's `available_if`; absent means always. */
  available?: { readonly [method: string]: (m: M) => boolean };
  /** Methods that need no rows: `get_feature_names_out`, `get_support`. */
  host?: { readonly [method: string]: (m: M, argument: readonly string[] | undefined, options: Options) => HostAnswer };
  /** Methods that take rows, called without any: `kneighbors()` is about the training rows. */
  withoutRows?: { readonly [method: string]: (m: M, options: Options) => Structure };
  /** Class labels in the order of the columns of `predict_proba`, where the object holds no `classes_` of its own. */
  classes?: (m: M) => readonly string[] | undefined;
  /** Where a method is not defined here, whom it is passed on to (a search's best estimator). */
  delegate?: (m: M) => Fitted;
  /** What its rows are, where that is not a matrix of numbers; a composite asks its first step. */
  takes?: ModelInputs["kind"] | ((m: M) => ModelInputs);
}

/** Declares an estimator whose methods take a checked matrix: what `validated` makes of the input under the rule. */
export type EstimatorDeclaration<P extends Fields, F extends Fields> = Declaration<P, F, Bound<P, F>> &
  Methods<Bound<P, F>, Value> & {
    /** What the methods accept, and the checks; the default is a finite two-dimensional array of floats. */
    input?: InputRule | ((m: Bound<P, F>, input: Input) => InputRule);
    /** Rules of single methods, such as `inverse_transform`, that differ. */
    rules?: { readonly [method: string]: InputRule | ((m: Bound<P, F>, input: Input) => InputRule) };
  };

/** Declares an estimator that hands its input on to others: methods take the input as it came, tables included. */
export type MetaDeclaration<P extends Fields, F extends Fields> = Declaration<P, F, Bound<P, F>> & Methods<Bound<P, F>, Input>;

/** A class that Brine computes, as shared code sees it. */
export interface Estimator {
  readonly name: string;
  /** Declared parameters and attributes with their kinds, for the support table, comparing and writing back. */
  readonly params: Readonly<Record<string, string>>;
  readonly fitted: Readonly<Record<string, string>>;
  bind(fitted: Fitted): object;
  methods(fitted: Fitted): string[];
  /** `input` is undefined where the method is called without rows. */
  lower(fitted: Fitted, method: string, input: Input | undefined, options: Options): Structure;
  /** Methods without rows; undefined where this object does not have it. */
  host(fitted: Fitted, method: string, argument: readonly string[] | undefined, options: Options): HostAnswer | undefined;
  hostMethods(fitted: Fitted): string[];
  inputs(fitted: Fitted): ModelInputs;
  /** Class labels as text, in the order of the columns of `predict_proba`; undefined where there are none (or several lists). */
  classes(fitted: Fitted): readonly string[] | undefined;
}

export function defineEstimator<const P extends Fields = Record<never, never>, const F extends Fields = Record<never, never>>(
  name: string,
  declaration: EstimatorDeclaration<P, F>,
): Estimator {
  type M = Bound<P, F>;
  return make<P, F, Value>(name, declaration, declaration, (fitted, method, input) => {
    const rule = declaration.rules?.[method] ?? declaration.input ?? {};
    return validated(input, typeof rule === "function" ? rule(fitted.bound as M, input) : rule, fitted);
  });
}

export function defineMeta<const P extends Fields = Record<never, never>, const F extends Fields = Record<never, never>>(
  name: string,
  declaration: MetaDeclaration<P, F>,
): Estimator {
  return make<P, F, Input>(name, declaration, declaration, (_fitted, _method, input) => input);
}

function make<P extends Fields, F extends Fields, X extends Input>(
  name: string,
  declaration: Declaration<P, F, Bound<P, F>>,
  methods: Methods<Bound<P, F>, X>,
  check: (fitted: Fitted, method: string, input: Input) => X,
): Estimator {
  type M = Bound<P, F>;
  const bound = (fitted: Fitted): M => fitted.bound as M;
  const own = methodNames.filter((method) => methods[method] !== undefined);
  const offers = (fitted: Fitted, method: string) => declaration.available?.[method]?.(bound(fitted)) ?? true;
  const methodOf = (fitted: Fitted, method: string): Method<M, X> | undefined => {
    const found = own.find((candidate) => candidate === method);
    return found !== undefined && offers(fitted, method) ? methods[found] : undefined;
  };
  const missing = (fitted: Fitted, method: string): never => {
    throw new ModelError("model/method", `'${fitted.className}' object has no attribute '${method}'`, {
      where: fitted.object.path,
      python: "AttributeError",
    });
  };
  const call = (fitted: Fitted, method: string, x: Value, options: Options): Structure =>
    (methodOf(fitted, method) ?? missing(fitted, method))(x as X, bound(fitted), options);
  const kinds = (fields: Fields | undefined) => Object.fromEntries(Object.entries(fields ?? {}).map(([key, spec]) => [key, kindOf(spec)]));

  return {
    name,
    params: kinds(declaration.params),
    fitted: kinds(declaration.fitted),
    bind: (fitted) => bind({ ...declaration.params, ...declaration.fitted }, fitted, call),
    methods: (fitted) => {
      const names: string[] = own.filter((method) => offers(fitted, method));
      const passedOn = declaration.delegate?.(bound(fitted)).methods() ?? [];
      return [...names, ...passedOn.filter((method) => !names.includes(method) && offers(fitted, method))];
    },
    lower: (fitted, method, input, options) => {
      if (input === undefined) {
        const rowless = offers(fitted, method) ? declaration.withoutRows?.[method] : undefined;
        if (rowless) return rowless(bound(fitted), options);
        if (declaration.delegate) return declaration.delegate(bound(fitted)).lower(method, input, options);
        throw new ModelError("input/shape", `${fitted.className}.${method}() missing 1 required positional argument: 'X'`, {
          python: "TypeError",
        });
      }
      const found = methodOf(fitted, method);
      if (found) return found(check(fitted, method, input), bound(fitted), options);
      if (declaration.delegate && offers(fitted, method)) return declaration.delegate(bound(fitted)).lower(method, input, options);
      return missing(fitted, method);
    },
    host: (fitted, method, argument, options) => {
      const found = offers(fitted, method) ? declaration.host?.[method] : undefined;
      if (found) return found(bound(fitted), argument ?? givenNames(options), options);
      const delegate = declaration.delegate?.(bound(fitted));
      return delegate?.definition.host(delegate, method, argument, options);
    },
    inputs: (fitted) => {
      const { takes } = declaration;
      if (typeof takes === "function") return takes(bound(fitted));
      if (takes === undefined && declaration.delegate) {
        const delegate = declaration.delegate(bound(fitted));
        return delegate.definition.inputs(delegate);
      }
      return describeInputs(fitted, takes ?? "matrix");
    },
    classes: (fitted) => {
      const own = fitted.attribute("classes_");
      if (own !== undefined) return classTexts(own, fitted);
      if (declaration.classes) return declaration.classes(bound(fitted));
      const delegate = declaration.delegate?.(bound(fitted));
      return delegate?.definition.classes(delegate);
    },
    hostMethods: (fitted) => Object.keys(declaration.host ?? {}).filter((method) => offers(fitted, method)),
  };
}

/** `get_feature_names_out(input_features=[…])`. */
function givenNames({ input_features }: Options): readonly string[] | undefined {
  return Array.isArray(input_features) ? input_features.map(String) : undefined;
}

function classTexts(value: PyValue, fitted: Fitted): readonly string[] | undefined {
  if (Array.isArray(value)) return undefined;
  const labels = arrayOf(value, fitted.object.at("classes_"));
  return labels.shape.length === 1 ? Array.from({ length: labels.size }, (_, i) => String(labels.at(i))) : undefined;
}

function bind(fields: Fields, fitted: Fitted, call: (fitted: Fitted, method: string, x: Value, options: Options) => Structure): object {
  const self: Self = {
    self: fitted,
    className: fitted.className,
    version: fitted.version,
    atLeast: (...minimum) => atLeast(fitted.version, ...minimum),
    has: (attribute) => fitted.object.attributes.has(attribute),
    call: (method, x, options = {}) => {
      const answer = call(fitted, method, x, options);
      if (answer instanceof Value) return answer;
      throw new ModelError("sklearn/unsupported", `${fitted.className}.${method} answers several arrays where one is needed.`);
    },
    callAll: (method, x, options = {}) => call(fitted, method, x, options),
    refuse: (message, exception = "ValueError") => {
      throw new ModelError("input/value", message, { where: fitted.className, python: exception });
    },
    unsupported: (what) => {
      throw new ModelError("sklearn/unsupported", `${fitted.object.path || fitted.className}: ${what}`, { where: fitted.object.path });
    },
  };
  const values = new Map<string, unknown>();
  for (const [name, spec] of Object.entries(fields))
    Object.defineProperty(self, name, {
      enumerable: true,
      get: () => {
        if (!values.has(name)) values.set(name, readField(spec, fitted.attribute(name), fitted.object.at(name), fitted));
        return values.get(name);
      },
    });
  return self;
}

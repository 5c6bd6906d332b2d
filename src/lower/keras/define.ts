import type { JsonObject } from "../../decode/keras/json.js";
import { get } from "../../decode/keras/json.js";
import type { SavedLayer } from "../../decode/keras/layer.js";
import type { LayerVariables } from "../../decode/keras/variables.js";
import type { Json } from "../../decode/source.js";
import type { Value } from "../../graph/value.js";
import type { Activation, Nested } from "./activation.js";
import type { BoundLayer } from "./bound.js";
import { type FieldSpec, type FieldValue, kindOf, type Reading, readField } from "./fields.js";

export type Fields = Readonly<Record<string, FieldSpec>>;
/** The settings of a layer, read. */
export type Settings<C extends Fields> = { readonly [K in keyof C]: FieldValue<C[K]> };

/** A variable that a layer always has, in the order of the declaration. */
export const always: Variable<never> = { trainable: true };
/** A variable that training moves without a gradient: moving averages, counts. */
export const state: Variable<never> = { trainable: false };
/** A variable that a layer has under a setting only. */
export function when<C>(present: (settings: C) => boolean, trainable = true): OptionalVariable<C> {
  return { trainable, present };
}
interface Variable<_C> {
  readonly trainable: boolean;
}
interface OptionalVariable<C> extends Variable<C> {
  readonly present: (settings: C) => boolean;
}
export type Variables = Readonly<Record<string, Variable<never> | OptionalVariable<never>>>;
type VariableValue<V> = V extends { readonly present: unknown } ? Value | undefined : Value;

/** A layer's settings and variables, and itself. */
export type Bound<C extends Fields, W extends Variables> = Settings<C> & { readonly [K in keyof W]: VariableValue<W[K]> } & BoundLayer;

/** What a call was given beside its first argument. */
export interface CallArguments {
  /** Positional arguments from the second on. */
  readonly args: readonly Nested[];
  readonly kwargs: ReadonlyMap<string, Nested>;
}

/** What a declaration's function gets of a call. */
export interface Given extends CallArguments {
  /** The masks of the inputs, one each. */
  readonly masks: readonly (Value | undefined)[];
}

/** What happens to the mask of the time steps: it goes on, ends here, or becomes another. */
export type Masking<M> = "pass" | "stop" | ((inputs: readonly Activation[], m: M, output: Value) => Value | undefined);

interface Declaration<C extends Fields, W extends Variables> {
  /** The entries of the configuration that matter to inference, with their kinds. */
  readonly config?: C;
  /** The layer's own variables, in the order in which Keras makes them. */
  readonly weights?: W;
  /** Layers inside, by the attribute that holds them. */
  readonly children?: (settings: Settings<C>, layer: SavedLayer) => LayerVariables["children"];
  /** Default: `stop`, as for layers that say nothing of `supports_masking`. */
  readonly masking?: Masking<Bound<C, W>>;
  /** False for layers that take their inputs as they come (Embedding, preprocessing): others get them in the dtype they compute in. */
  readonly autocast?: boolean;
}

/** A layer of one array. */
export interface LayerDeclaration<C extends Fields, W extends Variables> extends Declaration<C, W> {
  readonly call: (x: Value, m: Bound<C, W>, given: Given) => Value | readonly Value[];
}

/** A layer of several arrays: all of the first argument, whatever its structure, left to right. */
export interface MergeDeclaration<C extends Fields, W extends Variables> extends Declaration<C, W> {
  readonly merge: (inputs: readonly Value[], m: Bound<C, W>, given: Given) => Value | readonly Value[];
}

/** A layer class that Brine computes, as shared code sees it. */
export interface Layer {
  readonly name: string;
  readonly config: Readonly<Record<string, string>>;
  readonly autocast: boolean;
  variables(layer: SavedLayer): LayerVariables;
  /** Settings and variables as properties of what `bound` is. */
  bind(bound: BoundLayer): object;
  call(bound: object, inputs: readonly Activation[], given: CallArguments): Activation[];
  /** Recorded operations take their arguments as they are, the first among them, and may answer constants. */
  operate?(bound: BoundLayer, given: CallArguments): Nested;
}

export function defineLayer<const C extends Fields = Record<never, never>, const W extends Variables = Record<never, never>>(
  name: string,
  declaration: LayerDeclaration<C, W> | MergeDeclaration<C, W>,
): Layer {
  const fields: Fields = declaration.config ?? {};
  const weights: Variables = declaration.weights ?? {};
  const settingsOf = (layer: SavedLayer): Settings<C> => settings(fields, layer) as Settings<C>;
  const own = (layer: SavedLayer) => {
    const read = settingsOf(layer);
    return Object.entries(weights)
      .filter(([, variable]) => !("present" in variable) || (variable.present as (c: Settings<C>) => boolean)(read))
      .map(([variable, { trainable }]) => ({ name: variable, trainable }));
  };
  return {
    name,
    config: Object.fromEntries(Object.entries(fields).map(([key, spec]) => [key, kindOf(spec)])),
    autocast: declaration.autocast ?? true,
    variables: (layer) => {
      const all = own(layer);
      return {
        own: [...all.filter(({ trainable }) => trainable), ...all.filter(({ trainable }) => !trainable)],
        children: [...(declaration.children?.(settingsOf(layer), layer) ?? []), ...within(fields, layer)],
      };
    },
    bind: (bound) => {
      const present = new Set(own(bound.layer).map((variable) => variable.name));
      // What wraps a layer calls it `layer`, as BoundLayer calls itself: `inner` gives that.
      for (const [key, spec] of Object.entries(fields))
        if (!(key in bound))
          lazily(bound, key, () => readField(spec, entry(bound.layer.config, key), `${bound.path}.${key}`, bound.context));
      for (const key of Object.keys(weights)) lazily(bound, key, () => (present.has(key) ? bound.variable(key) : undefined));
      return bound;
    },
    call: (bound, inputs, given) => {
      const m = bound as Bound<C, W>;
      const values = inputs.map(({ value }) => value);
      const masked: Given = { ...given, masks: inputs.map(({ mask }) => mask) };
      const answer = "call" in declaration ? declaration.call(m.only(values), m, masked) : declaration.merge(values, m, masked);
      const outputs = "dtype" in answer ? [answer] : answer;
      const { masking = "stop" } = declaration;
      return outputs.map((value) => {
        const mask = masking === "stop" ? undefined : masking === "pass" ? inputs[0]?.mask : masking(inputs, m, value);
        return mask === undefined ? { value } : { value, mask };
      });
    },
  };
}

/** Layers that settings are. */
function within(fields: Fields, layer: SavedLayer): { attribute: string; layer: SavedLayer }[] {
  return Object.entries(fields).flatMap(([key, spec]) => {
    const inner = typeof spec === "string" ? undefined : spec.inner?.(entry(layer.config, key), `${layer.name}.${key}`);
    return inner === undefined ? [] : [{ attribute: key, layer: inner }];
  });
}

/** What a layer holds must not depend on the version: that is told apart when the file is read (decode/keras/generations.ts). */
const noReading: Reading = { version: [], layers: new Map() };

function settings(fields: Fields, layer: SavedLayer): object {
  const read = {};
  for (const [key, spec] of Object.entries(fields))
    lazily(read, key, () => readField(spec, entry(layer.config, key), `${layer.name}.${key}`, noReading));
  return read;
}

function entry(config: JsonObject, key: string): Json | undefined {
  return get(config, key);
}

function lazily(target: object, key: string, read: () => unknown): void {
  let value: { readonly read: unknown } | undefined;
  Object.defineProperty(target, key, {
    enumerable: true,
    get: () => {
      value ??= { read: read() };
      return value.read;
    },
  });
}

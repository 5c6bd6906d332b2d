import type { Structure } from "../../graph/builder.js";
import { spread } from "../../graph/ops/spread.js";
import type { Value } from "../../graph/value.js";
import { int64, Tensor } from "../../tensor.js";
import { Frame, type Input } from "../input.js";
import type { ModelInputs } from "../lowering.js";
import type { HostAnswer, Options, Self } from "./define.js";
import { inputNames } from "./feature-names.js";
import type { Fitted } from "./fitted.js";
import { framesOutput } from "./set-output.js";
import { checkNames, describeInputs, featuresIn, type InputRule, validated } from "./validate.js";

const OTHER_SHAPE = "X has a different shape than during fitting.";

/** A version that is not reached. */
const ALWAYS = [1000];

/**
 * What selectors of columns share (sklearn/feature_selection/_base.py: SelectorMixin): `mask` says which columns stay, `allowsNaN`
 * whether NaN and infinity pass, as the tags of the class or of the estimator within say. `source` is whose number of columns is its own.
 */
export function selector<M extends Self>(
  mask: (m: M) => readonly boolean[],
  allowsNaN: (m: M) => boolean = () => false,
  source: (m: M) => Fitted | undefined = (m) => m.self,
) {
  const masks = new WeakMap<object, readonly boolean[]>();
  const maskOf = (m: M): readonly boolean[] => {
    const known = masks.get(m) ?? mask(m);
    masks.set(m, known);
    return known;
  };
  return {
    transform: (x: Input, m: M): Structure => selected(x, m, maskOf(m), allowsNaN(m)),
    inverse_transform: (x: Input, m: M): Structure => putBack(x, m, maskOf(m)),
    host: {
      get_support: (m: M, _: readonly string[] | undefined, options: Options): HostAnswer => supportOf(maskOf(m), options),
      get_feature_names_out: (m: M, given?: readonly string[]): readonly string[] =>
        namesIn(m, source(m), given).filter((_, i) => maskOf(m)[i]),
    },
    available: { get_feature_names_out: (m: M) => m.atLeast(1, 0) },
    takes: (m: M): ModelInputs => ({ ...describeInputs(m.self, "matrix"), columns: maskOf(m).length }),
  };
}

const supportOf = (mask: readonly boolean[], { indices }: Options): Tensor =>
  indices ? int64([places(mask).length], places(mask)) : new Tensor("bool", [mask.length], Uint8Array.from(mask, Number));

/** Names of the input's columns; a selector that was never fitted itself does not know them. */
function namesIn(m: Self, source: Fitted | undefined, given?: readonly string[]): readonly string[] {
  const count = source && (featuresIn(source) ?? source.definition.inputs(source).columns);
  if (count === undefined || given || m.self.attribute("feature_names_in_") !== undefined) return inputNames(m, given);
  return Array.from({ length: count }, (_, i) => `x${i}`);
}

const places = (mask: readonly boolean[]): number[] => mask.flatMap((kept, i) => (kept ? [i] : []));

/** Columns under the mask. Since 1.3 a table that becomes a table is not checked, and its columns keep their dtypes. */
export function selected(x: Input, m: Self, mask: readonly boolean[], allowsNaN: boolean): Structure {
  const kept = places(mask);
  if (x instanceof Frame && m.atLeast(1, 3) && framesOutput(m.self) && x.names.length === mask.length) {
    checkNames(x, m.self);
    return x.pick(kept).toStructure();
  }
  const rule: InputRule = {
    dtype: "any",
    sparse: "native",
    finite: allowsNaN ? "any" : "required",
    // Before 1.0 the number of columns was looked at after the selection.
    features: kept.length === 0 && !m.atLeast(1, 0) ? null : mask.length,
    mismatch: () => OTHER_SHAPE,
    mismatchBefore: [1, 0],
  };
  // An array of booleans and numbers is one of objects until 1.0.
  const rows = validated(x instanceof Frame && !m.atLeast(1, 1) ? x.toNumpy() : x, rule, m.self);
  if (kept.length > 0) return rows.gather(kept, 1);
  const none = rows.toDense().slice(1, 0, 0);
  return m.atLeast(1, 1) ? none : none.cast("float64");
}

/** Zeros where columns were left out. */
function putBack(x: Input, m: Self, mask: readonly boolean[]): Value {
  const kept = places(mask);
  const sparse = !(x instanceof Frame) && x.layout === "csr";
  const rule: InputRule = {
    dtype: "any",
    sparse: "native",
    finite: sparse ? "any" : "required",
    features: kept.length,
    mismatch: () => OTHER_SHAPE,
    mismatchBefore: ALWAYS,
    named: false,
    argument: "",
  };
  const matrix = x instanceof Frame ? x.toMatrix() : x;
  return spread([validated(matrix, rule, m.self)], { places: Int32Array.from(kept), width: mask.length })[0] as Value;
}

/** A stored mask, as numbers or booleans. */
export function maskOf(support: Tensor): boolean[] {
  return Array.from({ length: support.size }, (_, i) => Boolean(support.at(i)));
}

import { get, isList, isObject, type JsonObject } from "../../../decode/keras/json.js";
import type { Json } from "../../../decode/source.js";
import type { Value } from "../../../graph/value.js";
import { constantOf, isActivation, type Nested } from "../activation.js";
import type { Arguments } from "./arguments.js";
import type { Result } from "./define.js";

/** `x[key]`: whole numbers, slices, None and `...`, as Keras 3 and Keras 2 write them; of constants (shapes) too. */
export function item(a: Arguments, from: Nested, key: Nested): Result {
  const spec = constantOf(key);
  if (spec === undefined) return a.at.unsupported("an index that depends on the input is not computed.");
  const keys = isList(spec) ? spec : [spec];
  if (isActivation(from)) return picked(a, from.value, keys);
  const constant = constantOf(from);
  const [only] = keys;
  if (!isList(constant) || keys.length !== 1 || only === undefined) return a.at.unsupported("only lists of constants have items.");
  if (typeof only === "number") return { constant: constant[only < 0 ? only + constant.length : only] ?? null };
  const range = sliceOf(only);
  if (range === undefined) return a.at.unsupported(`the index ${JSON.stringify(only)} of a constant is not known.`);
  const { start, stop, step } = range;
  if ((step ?? 1) !== 1) return a.at.unsupported("constants are sliced by steps of 1.");
  return { constant: constant.slice(start ?? 0, stop ?? undefined) };
}

function picked(a: Arguments, x: Value, keys: readonly Json[]): Value {
  const taken = keys.filter((key) => key !== null && !isEllipsis(key)).length;
  const all = keys.some(isEllipsis) ? keys : [...keys, { class_name: "__ellipsis__" }];
  let value = x;
  let axis = 0;
  for (const key of all) {
    if (key === null) {
      value = value.unsqueeze(axis);
      axis += 1;
    } else if (isEllipsis(key)) axis += x.rank - taken;
    else if (typeof key === "number") {
      value = value.slice(axis, key, key === -1 ? Number.POSITIVE_INFINITY : key + 1).squeeze(axis);
    } else if (isList(key) && key.every((index) => typeof index === "number")) {
      value = value.gather(key as number[], axis);
      axis += 1;
    } else {
      const range = sliceOf(key);
      if (range === undefined) return a.at.unsupported(`the index ${JSON.stringify(key)} is not known.`);
      value = sliced(value, axis, range.start, range.stop, range.step ?? 1);
      axis += 1;
    }
  }
  return value;
}

function sliced(x: Value, axis: number, start: number | null, stop: number | null, step: number): Value {
  if (start === null && stop === null && step === 1) return x;
  const [first, last] = step > 0 ? [0, Number.POSITIVE_INFINITY] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return x.slice(axis, start ?? first, stop ?? last, step);
}

const isEllipsis = (key: Json): boolean => isObject(key) && get(key, "class_name") === "__ellipsis__";

function sliceOf(key: Json): { start: number | null; stop: number | null; step: number | null } | undefined {
  if (!isObject(key)) return undefined;
  const config = get(key, "config");
  const range: JsonObject = get(key, "class_name") === "__slice__" && isObject(config) ? config : key;
  const read = (name: string): number | null | undefined => {
    const bound = get(range, name) ?? null;
    return bound === null || typeof bound === "number" ? bound : undefined;
  };
  const [start, stop, step] = [read("start"), read("stop"), read("step")];
  return start === undefined || stop === undefined || step === undefined ? undefined : { start, stop, step };
}

/** A slice whose masks say what its bounds mean (tensorflow/core/ops/array_ops.cc: StridedSlice). */
export function stridedSlice(a: Arguments): Result {
  const [begin, end] = [a.ints("begin") ?? [], a.ints("end") ?? []];
  const strides = a.ints("strides") ?? begin.map(() => 1);
  const bit = (name: string, i: number): boolean => ((a.number(name, 0) >> i) & 1) === 1;
  const keys: Json[] = begin.map((start, i) => {
    if (bit("ellipsis_mask", i)) return { class_name: "__ellipsis__" };
    if (bit("new_axis_mask", i)) return null;
    if (bit("shrink_axis_mask", i)) return start;
    return { start: bit("begin_mask", i) ? null : start, stop: bit("end_mask", i) ? null : (end[i] ?? null), step: strides[i] ?? 1 };
  });
  return item(a, a.need("input_"), { constant: keys });
}

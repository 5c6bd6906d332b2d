import { get, isList, isObject, type JsonObject } from "../../../decode/keras/json.js";
import type { Json } from "../../../decode/source.js";
import { scalar, type Value } from "../../../graph/value.js";
import { allocate, type DType, isFloating, Tensor } from "../../../tensor.js";
import { constantOf, isActivation, type Nested } from "../activation.js";
import type { BoundLayer } from "../bound.js";

/** What a recorded operation was called with: by position, by name, or as a setting of the operation itself. */
export class Arguments {
  constructor(
    /** The node, for messages and for the version. */
    readonly at: BoundLayer,
    /** `numpy.Mean`, `tf.math.reduce_mean`, `op.Mean`. */
    readonly operation: string,
    /** The parameters' names, in the order of the first signature, as this framework calls them. */
    readonly names: ReadonlyMap<string, { readonly called: string; readonly position: number }>,
    readonly args: readonly Nested[],
    readonly kwargs: ReadonlyMap<string, Nested>,
    readonly config: JsonObject,
  ) {}

  /** Undefined where it was not given, or is None. */
  find(name: string): Nested | undefined {
    const { called, position } = this.names.get(name) ?? { called: name, position: -1 };
    const setting = get(this.config, called);
    const found = this.kwargs.get(called) ?? this.args[position] ?? (setting === undefined ? undefined : { constant: setting });
    return found && "constant" in found && found.constant === null ? undefined : found;
  }

  need(name: string): Nested {
    return this.find(name) ?? this.at.unsupported(`its ${name} is not in the file.`);
  }

  /** An array; constants become one, in the dtype of `like` where they are plain numbers. */
  value(name: string, like?: Value): Value {
    return this.asValue(this.need(name), like);
  }

  asValue(nested: Nested, like?: Value): Value {
    if (isActivation(nested)) return nested.value;
    const constant = constantOf(nested);
    if (constant === undefined) return this.at.unsupported("it takes an array put together from others, where one array is expected.");
    return this.at.constant(constantTensor(constant, like?.dtype ?? "float32"));
  }

  /** The arrays of a list; constants among them take the dtype of the first array. */
  values(name: string): Value[] {
    const nested = this.need(name);
    const list = "list" in nested ? nested.list : [nested];
    const like = list.find(isActivation)?.value;
    return list.map((item) => this.asValue(item, like));
  }

  /** All positional arguments from one on. */
  rest(from: number): Value[] {
    return this.args
      .slice(from)
      .flatMap((nested) => ("list" in nested ? nested.list : [nested]))
      .map((nested) => this.asValue(nested));
  }

  /** A constant; undefined where there is none. */
  json(name: string): Json | undefined {
    const nested = this.find(name);
    if (nested === undefined) return undefined;
    const constant = constantOf(nested);
    if (constant !== undefined) return plainJson(constant);
    if (isActivation(nested) && nested.value.constant instanceof Tensor) return listOf(nested.value.constant);
    return this.at.unsupported(`its ${name} depends on the input.`);
  }

  number(name: string, otherwise?: number): number {
    const found = this.json(name);
    if (typeof found === "number") return found;
    if (typeof found === "boolean") return Number(found);
    return found === undefined && otherwise !== undefined
      ? otherwise
      : this.at.unsupported(`its ${name} is no number: ${JSON.stringify(found)}.`);
  }

  flag(name: string, otherwise = false): boolean {
    const found = this.json(name);
    return found === undefined ? otherwise : found === true || (typeof found === "number" && found !== 0);
  }

  text(name: string, otherwise?: string): string {
    const found = this.json(name) ?? otherwise;
    return typeof found === "string" ? found : this.at.unsupported(`its ${name} is no text.`);
  }

  /** One number or a list of them; undefined where it was not given. */
  ints(name: string): number[] | undefined {
    const found = this.json(name);
    if (found === undefined) return undefined;
    const list = isList(found) ? found : [found];
    return list.every((item) => typeof item === "number") ? (list as number[]) : this.at.unsupported(`its ${name} is no list of numbers.`);
  }

  /** Lengths of a shape: numbers, -1, or the name of a length that only the run tells. */
  dims(name: string): (number | string)[] {
    const nested = this.need(name);
    const items = "list" in nested ? nested.list.map((item) => constantOf(item)) : constantOf(nested);
    const list = isList(items as Json) ? (items as readonly Json[]) : [items as Json];
    return list.map((dim) =>
      dim === null
        ? -1
        : typeof dim === "number" || typeof dim === "string"
          ? dim
          : this.at.unsupported(`its ${name} depends on the input's numbers.`),
    );
  }

  /** Axes counted from the front; all of them where none was given. */
  axes(name: string, rank: number): number[] {
    return (this.ints(name) ?? Array.from({ length: rank }, (_, i) => i)).map((axis) => (axis < 0 ? axis + rank : axis));
  }

  axis(name: string, rank: number, otherwise = -1): number {
    const axis = this.number(name, otherwise);
    return axis < 0 ? axis + rank : axis;
  }

  /** Whole numbers of any shape, as indices. */
  constantIndices(name: string): Value {
    const found = this.json(name) ?? this.at.unsupported(`its ${name} are not in the file.`);
    return this.at.constant(constantTensor(found, "int64"));
  }

  dtype(name: string, otherwise: DType): DType {
    const found = this.json(name);
    if (found === undefined) return otherwise;
    const word = isObject(found) ? get(found, "config") : found;
    return typeof word === "string"
      ? (word.replace(/^(<class 'numpy\.|tf\.)/, "").replace(/'>$/, "") as DType)
      : this.at.unsupported(`its ${name} is no dtype.`);
  }
}

/** Serialized arrays and numbers of NumPy as the numbers they are. */
function plainJson(value: Json): Json {
  if (!isObject(value)) return isList(value) ? value.map(plainJson) : value;
  const config = get(value, "config");
  const name = get(value, "class_name");
  return (name === "__numpy__" || name === "__tensor__") && isObject(config) ? (get(config, "value") ?? null) : value;
}

/** A tensor of numbers in lists; arrays that say their dtype have it. */
export function constantTensor(value: Json, dtype: DType): Tensor {
  if (isObject(value)) {
    const config = get(value, "config");
    const own = isObject(config) ? get(config, "dtype") : undefined;
    return constantTensor(plainJson(value), typeof own === "string" ? (own as DType) : dtype);
  }
  if (!isList(value)) {
    const number = typeof value === "string" ? special(value) : Number(value);
    return scalar(isFloating(dtype) || Number.isInteger(number) ? dtype : "float32", number);
  }
  const shape: number[] = [];
  for (let at: Json | undefined = value; isList(at); at = at[0]) shape.push(at.length);
  const flat = flattened(value);
  const numbers = flat.map((item) => (typeof item === "string" ? special(item) : Number(item)));
  const fits: DType = isFloating(dtype) || numbers.every(Number.isInteger) ? dtype : "float32";
  const data = allocate(fits, numbers.length);
  for (const [i, number] of numbers.entries()) data[i] = (fits === "int64" || fits === "uint64" ? BigInt(number) : number) as never;
  return new Tensor(fits, shape, data);
}

const flattened = (value: Json): Json[] => (isList(value) ? value.flatMap(flattened) : [value]);

const special = (word: string): number =>
  word === "Infinity" ? Number.POSITIVE_INFINITY : word === "-Infinity" ? Number.NEGATIVE_INFINITY : Number.NaN;

function listOf(tensor: Tensor): Json {
  const flat = Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i)));
  return tensor.shape.length === 0 ? (flat[0] as number) : flat;
}

import { type HostRecord, type HostValue, Tensor } from "../../../tensor.js";

/** How the values of a column are kept. */
type ValueType = "int64" | "float64" | "bool" | "string" | "object";

/**
 * Watches values that JSON gave and tells the type that holds them: integers, numbers (null is NaN), bools and strings; all
 * else, and mixtures, are objects, where null stays null (None) and an absent key is NaN, as in pandas.DataFrame(records).
 */
export class ValuesSeen {
  #integers = false;
  #floats = false;
  #booleans = false;
  #strings = false;
  #missing = false;
  #other = false;

  see(value: unknown): void {
    if (typeof value === "number") {
      // A number beyond 2^53 was rounded when it was parsed; only float64 says that honestly.
      if (Number.isSafeInteger(value) && !Object.is(value, -0)) this.#integers = true;
      else this.#floats = true;
    } else if (typeof value === "boolean") this.#booleans = true;
    else if (typeof value === "string") this.#strings = true;
    else if (value === null || value === undefined) this.#missing = true;
    else this.#other = true;
  }

  get type(): ValueType {
    const numbers = this.#integers || this.#floats;
    if (this.#other || Number(numbers) + Number(this.#booleans) + Number(this.#strings) > 1) return "object";
    if (this.#booleans || this.#strings) return this.#missing ? "object" : this.#booleans ? "bool" : "string";
    return this.#integers && !this.#floats && !this.#missing ? "int64" : "float64";
  }
}

/**
 * Values as a tensor of a type; undefined is an absent key.
 * @param refuse called with the index of a value that is not of the type, and what was expected; it throws
 */
export function valuesTensor(
  type: ValueType,
  values: readonly unknown[],
  shape: readonly number[],
  refuse: (index: number, expected: string) => never,
): Tensor {
  if (type === "object") return new Tensor("object", shape, Array.from(values, hostOf));
  if (type === "string")
    return new Tensor(
      "string",
      shape,
      values.map((value, i) => (typeof value === "string" ? value : refuse(i, "a string"))),
    );
  if (type === "int64")
    return new Tensor(
      "int64",
      shape,
      BigInt64Array.from(values, (value, i) => (Number.isSafeInteger(value) ? BigInt(value as number) : refuse(i, "an integer"))),
    );
  if (type === "bool")
    return new Tensor(
      "bool",
      shape,
      Uint8Array.from(values, (value, i) => (typeof value === "boolean" ? Number(value) : refuse(i, "true or false"))),
    );
  const float = (value: unknown, i: number): number =>
    typeof value === "number" ? value : value === null || value === undefined ? Number.NaN : refuse(i, "a number");
  return new Tensor("float64", shape, Float64Array.from(values, float));
}

/** A parsed JSON value as a host value: arrays stay arrays, objects become maps, which no key can harm. */
export function hostOf(value: unknown): HostValue {
  if (value === undefined) return Number.NaN;
  if (Array.isArray(value)) return value.map(hostOf);
  if (typeof value === "object" && value !== null) return recordOf(value);
  return value as HostValue;
}

export function recordOf(value: object): HostRecord {
  return new Map(Object.entries(value).map(([key, each]) => [key, hostOf(each)]));
}

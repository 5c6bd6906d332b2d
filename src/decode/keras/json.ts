import { ModelError } from "../../errors.js";
import type { Json } from "../source.js";

export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** An own property; names such as `constructor` find nothing that the file does not hold. */
export function get(object: JsonObject, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function objectAt(value: Json | undefined, where: string): JsonObject {
  return isObject(value) ? value : wrong(value, where, "an object");
}

export function listAt(value: Json | undefined, where: string): readonly Json[] {
  return isList(value) ? value : wrong(value, where, "a list");
}

export function textAt(value: Json | undefined, where: string): string {
  return typeof value === "string" ? value : wrong(value, where, "a string");
}

export function wholeAt(value: Json | undefined, where: string): number {
  return typeof value === "number" && Number.isInteger(value) ? value : wrong(value, where, "a whole number");
}

const SHOWN = 60;

export function wrong(value: Json | undefined, where: string, wanted: string): never {
  const shown = value === undefined ? "nothing" : JSON.stringify(value).slice(0, SHOWN);
  throw new ModelError("keras/config", `${where} should be ${wanted}, and is ${shown}.`, { where });
}

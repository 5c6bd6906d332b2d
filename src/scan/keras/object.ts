import type { JsonValue } from "../../container/json/parse.js";

/** An object of a configuration. */
export type ConfigObject = { readonly [key: string]: JsonValue };

export const isConfigObject = (value: JsonValue | undefined): value is ConfigObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own property; names such as `constructor` find nothing that the file does not hold. */
export const at = (object: ConfigObject, key: string): JsonValue | undefined => (Object.hasOwn(object, key) ? object[key] : undefined);

export const textOf = (value: JsonValue | undefined): string | undefined => (typeof value === "string" ? value : undefined);

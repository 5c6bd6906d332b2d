import type { Json } from "../source.js";
import { get, isList, isObject } from "./json.js";
import { publicName } from "./layer.js";

/** What layouts say of an object beside what it is: where its class lives, the shapes it was built with, which objects were one in memory. */
const BESIDE: ReadonlySet<string> = new Set(["module", "build_config", "shared_object_id", "keras_version", "backend"]);

/** A configuration as it is compared: every layout writes the same model the same way. */
export function canonical(value: Json): Json {
  if (isList(value)) return value.map(canonical);
  if (!isObject(value)) return value;
  const className = get(value, "class_name");
  const config = get(value, "config");
  // A tuple is a list in JSON, a policy its name.
  const items = get(value, "items");
  if (className === "__tuple__" && isList(items)) return items.map(canonical);
  if (className === "DTypePolicy" && isObject(config)) return get(config, "name") ?? null;
  const kept = Object.entries(value).filter(
    ([key, entry]) =>
      !(typeof className === "string" && BESIDE.has(key)) &&
      key !== "shared_object_id" &&
      !(key === "registered_name" && plain(entry, className)),
  );
  const named = (key: string, entry: Json): Json =>
    key === "class_name" && typeof entry === "string" ? publicName(entry) : canonical(entry);
  return Object.fromEntries(kept.map(([key, entry]) => [key, named(key, entry)]));
}

/** Only classes of a package say anything by their registered name. */
const plain = (registered: Json, className: Json | undefined): boolean => registered === null || registered === className;

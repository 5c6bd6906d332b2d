import { ModelError } from "../../errors.js";
import type { Container, ContainerFormat } from "../container.js";

/** JSON of any shape. */
export interface JsonFile extends Container {
  readonly type: "json";
  readonly value: JsonValue;
}
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const HEAD_BYTES = 256;

export const jsonFormat: ContainerFormat<JsonFile> = {
  type: "json",
  extensions: [".json"],
  headBytes: HEAD_BYTES,
  sniff: (head) => /^\uFEFF?\s*(?:\{\s*["}]|"\s*\{)/.test(new TextDecoder().decode(head)),
  read: async (source) => {
    const text = new TextDecoder().decode(await source.read(0, source.size));
    try {
      return { type: "json", notes: [], value: JSON.parse(text) as JsonValue };
    } catch (cause) {
      throw new ModelError("format/unknown", `${source.name} begins as JSON and is none.`, { where: source.name, cause });
    }
  },
};

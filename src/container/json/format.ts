import { readAll } from "../../bytes/range.js";
import { ModelError } from "../../errors.js";
import type { Container, ContainerFormat } from "../container.js";
import { type JsonValue, parseJson } from "./parse.js";

/** JSON of any shape. */
export interface JsonFile extends Container {
  readonly type: "json";
  readonly value: JsonValue;
}

const HEAD_BYTES = 256;

export const jsonFormat: ContainerFormat<JsonFile> = {
  type: "json",
  extensions: [".json"],
  headBytes: HEAD_BYTES,
  // An object, or one that was dumped twice and so is a text of one.
  sniff: (head) => /^\uFEFF?[ \t\r\n]*(?:\{[ \t\r\n]*["}]|"\s*\{)/.test(new TextDecoder("utf-8", { ignoreBOM: true }).decode(head)),
  async read(source, limits) {
    const bytes = await readAll(source, limits);
    return { type: "json", notes: [], value: parseJson(decode(bytes, source.name), source.name) };
  },
};

function decode(bytes: Uint8Array, where: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    const tooLong = bytes.length > MOST_CHARACTERS;
    throw tooLong
      ? new ModelError("bytes/too-large", `${where} has ${bytes.length} bytes, more than a JavaScript string can hold.`, { where, cause })
      : new ModelError("json/malformed", `${where} is no sound JSON: it is not UTF-8.`, { where, cause });
  }
}

/** V8's longest string. */
const MOST_CHARACTERS = 2 ** 29 - 24;

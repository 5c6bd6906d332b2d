import { jsonFormat } from "../../container/json/format.js";
import { parseJson } from "../../container/json/parse.js";
import type { Scanner } from "../scanner.js";
import { scanConfig } from "./config.js";

/** JSON: `model.to_json()`, the config.json and metadata.json of a `.keras` file. */
export const jsonScanner: Scanner = {
  type: "json",
  headBytes: jsonFormat.headBytes,
  // A list of layers is a configuration as well, as Sequential.get_config() gave it.
  claims: (head, { folder }) =>
    !folder && (jsonFormat.sniff(head) || /^\uFEFF?[ \t\r\n]*\[[ \t\r\n]*[\]{["]/.test(new TextDecoder().decode(head))),
  async scan(source, { evidence, limits }) {
    const { value } = await jsonFormat.read(source, limits);
    // Dumped twice by some, so that it is a text inside of JSON.
    const inner = typeof value === "string" && /^\s*[{[]/.test(value) ? parseJson(value, source.name) : value;
    await scanConfig(inner, evidence, limits);
  },
};

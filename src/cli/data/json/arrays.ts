import { ModelError } from "../../../errors.js";
import { CsrMatrix } from "../../../sparse.js";
import { Table } from "../../../table.js";
import type { Tensor } from "../../../tensor.js";
import type { Input } from "../input.js";
import type { ReadOptions } from "../options.js";
import { parsedJson, rowsOfJson } from "./read.js";

/**
 * The members of a JSON object as arrays of any rank, where it has those that are asked for: `{ "a": [[1, 2], …], "b": … }`; undefined for all
 * other JSON, which holds rows.
 */
export async function readJsonArrays(
  input: Input,
  wanted: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, Tensor> | undefined> {
  const value = await parsedJson(input, options);
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const object = value as Readonly<Record<string, unknown>>;
  if (!wanted.some((name) => Array.isArray(object[name]))) return undefined;
  const arrays = new Map<string, Tensor>();
  for (const [name, member] of Object.entries(object)) {
    if (!Array.isArray(member)) continue;
    const where = `${input.name}, ${name}`;
    const batch = rowsOfJson(member, where, options);
    if (batch instanceof Table || batch instanceof CsrMatrix)
      throw new ModelError("input/dtype", `${where} holds records; arrays of numbers or texts are needed.`, { where });
    arrays.set(name, batch);
  }
  return arrays;
}

import { ModelError } from "../../../../errors.js";

/** The most numbers that a layer's settings may make a table of (512 MB in float64): a file of a few bytes can ask for any size. */
const MAX_NUMBERS = 2 ** 26;

/** @throws ModelError `keras/config` where settings ask for a larger table, or for one of no size at all */
export function requireTable(numbers: number, what: string): void {
  if (numbers >= 0 && numbers <= MAX_NUMBERS) return;
  throw new ModelError("keras/config", `${what} asks for a table of ${numbers} numbers; at most ${MAX_NUMBERS} are made.`, { where: what });
}

/** @throws ModelError `keras/config` where a count of things is none */
export function requireCount(count: number, what: string): void {
  if (Number.isSafeInteger(count) && count >= 1) return;
  throw new ModelError("keras/config", `${what} is ${count}, and has to be a whole number of at least 1.`, { where: what });
}

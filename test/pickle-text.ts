import { type Pickle, readPickle } from "../src/container/pickle/read.js";
import { ModelError } from "../src/errors.js";

/** Bytes from latin-1 text. */
export const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));
export const read = (text: string, options = {}): Pickle => readPickle(bytes(text), options);
export const code = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ModelError) return error.code;
    throw error;
  }
  return "no error";
};

import type { ErrorCode, ModelError } from "../errors.js";

/** Commands to try next, by what went wrong. */
const next: Partial<Record<ErrorCode, string>> = {
  "model/not-a-model": "brine inspect FILE lists the models inside",
  "model/part": "brine inspect FILE lists the models inside",
  "model/method": "brine inspect FILE lists the methods",
  "input/shape": "brine inspect FILE shows the inputs",
  "input/names": "brine inspect FILE shows the inputs",
  "sklearn/unknown-class": "brine inspect FILE shows everything that could be read",
  "format/unknown": "brine scan FILE looks at the raw content",
};

/** Tells on standard error what went wrong, and answers the exit code 2. */
export function fail(error: ModelError, json: boolean): number {
  if (json) {
    const { code, message, where, offset } = error;
    process.stderr.write(`${JSON.stringify({ error: { code, message, where, offset } })}\n`);
  } else {
    const place = [error.where, error.offset === undefined ? undefined : `byte ${error.offset}`].filter(Boolean).join(", ");
    const hint = next[error.code];
    process.stderr.write(
      `brine: ${error.message}\n  [${error.code}${place === "" ? "" : `; ${place}`}]\n${hint ? `  Try: ${hint}\n` : ""}`,
    );
  }
  return 2;
}

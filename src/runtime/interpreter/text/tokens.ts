const SPACE = 32;
/** Tab, line feed, vertical tab, form feed, carriage return. */
const isSpace = (code: number): boolean => code === SPACE || (code >= 9 && code <= 13);

/** What stands between runs of ASCII white space (tensorflow/core/kernels/string_split_op.cc: SplitV2 without a separator). */
export function splitAtSpaces(text: string): string[] {
  const tokens: string[] = [];
  let start = -1;
  for (let i = 0; i <= text.length; i++) {
    const space = i === text.length || isSpace(text.charCodeAt(i));
    if (space && start >= 0) {
      tokens.push(text.slice(start, i));
      start = -1;
    } else if (!space && start < 0) start = i;
  }
  return tokens;
}

/** All runs of `width` tokens for each width in turn (tensorflow/core/kernels/string_ngrams_op.cc, without padding). */
export function joinedRuns(tokens: readonly string[], widths: readonly number[]): string[] {
  const runs: string[] = [];
  for (const width of widths)
    for (let i = 0; i + width <= tokens.length; i++) runs.push(width === 1 ? (tokens[i] as string) : tokens.slice(i, i + width).join(" "));
  return runs;
}

const UPPER = /[A-Z]+/g;
const PUNCTUATION = /[!-/:-@[-`{-~]/g;

/** tf.strings.lower without an encoding: letters outside of ASCII stay. */
export const lowered = (text: string): string => text.replace(UPPER, (run) => run.toLowerCase());
/** All of ASCII's punctuation, which is what Keras's pattern lists. */
export const withoutPunctuation = (text: string): string => text.replace(PUNCTUATION, "");

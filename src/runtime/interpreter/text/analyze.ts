import type { TextAnalysis, TokenPattern } from "../../../graph/ops/text.js";
import { splitSpaces, squeezeSpaces, stripMarks, stripToAscii, wordUnits } from "./characters.js";
import { type Find, finder } from "./machine.js";

export type Emit = (term: string) => void;
/** Hands each term of a text to `emit`, in scikit-learn's order. */
export type Analyze = (text: string, emit: Emit) => void;

/** sklearn/feature_extraction/text.py: _analyze. */
export function analyzer(analysis: TextAnalysis): Analyze {
  const terms =
    analysis.analyzer === "word" ? words(analysis) : analysis.analyzer === "char" ? characters(analysis) : charactersInWords(analysis);
  const { lowercase, stripAccents } = analysis;
  const strip = stripAccents === "ascii" ? stripToAscii : stripMarks;
  if (stripAccents === null) return lowercase ? (text, emit) => terms(text.toLowerCase(), emit) : terms;
  return (text, emit) => terms(strip(lowercase ? text.toLowerCase() : text), emit);
}

function words(analysis: TextAnalysis): Analyze {
  const { stopWords, shortest, longest } = analysis;
  const tokens = tokenizer(analysis);
  if (shortest === 1 && longest === 1) {
    if (stopWords === null) return tokens;
    return (text, emit) =>
      tokens(text, (token) => {
        if (!stopWords.has(token)) emit(token);
      });
  }
  return (text, emit) => {
    const kept: string[] = [];
    tokens(text, (token) => {
      if (stopWords === null || !stopWords.has(token)) kept.push(token);
    });
    // _word_ngrams: a longest of 1 leaves the tokens as they are, whatever the shortest.
    if (longest === 1 || shortest === 1) for (const token of kept) emit(token);
    if (longest === 1) return;
    for (let n = shortest === 1 ? 2 : shortest; n <= Math.min(longest, kept.length); n++)
      for (let i = 0; i + n <= kept.length; i++) {
        // Of no tokens, one empty term for each place between them.
        let term = n === 0 ? "" : (kept[i] as string);
        for (let k = i + 1; k < i + n; k++) term += ` ${kept[k] as string}`;
        emit(term);
      }
  };
}

function tokenizer({ tokens }: TextAnalysis): Analyze {
  if (tokens === "split")
    return (text, emit) => {
      for (const token of splitSpaces(text)) emit(token);
    };
  if ("run" in tokens) return runs(tokens.run);
  return searched(tokens);
}

/** What a pattern finds, as `re.findall` gives it. */
function searched({ pattern, safeLength, program, group }: TokenPattern): Analyze {
  let find: Find | undefined;
  return (text, emit) => {
    if (text.length > safeLength) {
      find ??= finder(program);
      find(text, (from, to, groupFrom, groupTo) => {
        if (!group) emit(text.slice(from, to));
        else emit(groupFrom < 0 ? "" : text.slice(groupFrom, groupTo));
      });
    } else if (group) for (const match of text.matchAll(pattern)) emit(match[1] ?? "");
    else for (const token of text.match(pattern) ?? []) emit(token);
  };
}

/** Maximal runs of word characters of at least `least`, which is what `\b\w\w+\b` finds for 2. */
function runs(least: number): Analyze {
  return (text, emit) => {
    const end = text.length;
    let start = 0;
    let length = 0;
    let i = 0;
    while (i < end) {
      const units = wordUnits(text, i);
      if (units !== 0) {
        length++;
        i += units;
        continue;
      }
      if (length >= least) emit(text.slice(start, i));
      length = 0;
      i++;
      start = i;
    }
    if (length >= least) emit(text.slice(start, end));
  };
}

/** Python's characters are code points. */
const SURROGATE = /[\ud800-\udfff]/;
const codePoints = (text: string): string[] | string => (SURROGATE.test(text) ? Array.from(text) : text);
const part = (text: string[] | string, from: number, to: number): string =>
  typeof text === "string" ? text.slice(from, to) : text.slice(from, to).join("");

/** _char_ngrams. */
function characters({ shortest, longest }: TextAnalysis): Analyze {
  return (text, emit) => {
    const chars = codePoints(squeezeSpaces(text));
    for (let n = shortest; n <= Math.min(longest, chars.length); n++)
      for (let i = 0; i + n <= chars.length; i++) emit(part(chars, i, i + n));
  };
}

/** _char_wb_ngrams: a word that is shorter than n counts once, and no longer ones are tried. */
function charactersInWords({ shortest, longest }: TextAnalysis): Analyze {
  return (text, emit) => {
    for (const word of splitSpaces(text)) {
      const chars = codePoints(` ${word} `);
      for (let n = shortest; n <= longest; n++) {
        emit(part(chars, 0, n));
        if (n >= chars.length) break;
        for (let i = 1; i + n <= chars.length; i++) emit(part(chars, i, i + n));
      }
    }
  };
}

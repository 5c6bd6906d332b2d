import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TokenPattern } from "../src/graph/ops/text.js";
import { ModelError } from "../src/index.js";
import { tokenPattern } from "../src/lower/sklearn/text/token-pattern.js";
import { analyzer } from "../src/runtime/interpreter/text/analyze.js";

/** What Python's re.findall says of generated patterns in generated texts (oracle/text_patterns.py). */
const { cases } = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", "text", "patterns.json"), "utf8")) as {
  cases: [string, string[], string[][]][];
};

function found(tokens: TokenPattern, text: string): string[] {
  const terms: string[] = [];
  const plain = { lowercase: false, stripAccents: null, analyzer: "word", stopWords: null, shortest: 1, longest: 1 } as const;
  analyzer({ ...plain, tokens })(text, (term) => terms.push(term));
  return terms;
}

const known = cases.flatMap(([source, texts, answers]) => {
  try {
    return [{ source, texts, answers, tokens: tokenPattern(source, "token_pattern") }];
  } catch (error) {
    if (error instanceof ModelError && error.code === "sklearn/unsupported") return [];
    throw error;
  }
});

describe("generated patterns find what Python finds", () => {
  it("and four out of five are known", () => expect(known.length).toBeGreaterThan(0.8 * cases.length));

  it.each([
    ["on the machine", 0],
    ["as they run", Number.NaN],
  ])("%s", (_, safeLength) => {
    for (const { source, texts, answers, tokens } of known)
      for (const [i, text] of texts.entries()) {
        const used = Number.isNaN(safeLength) ? tokens : { ...tokens, safeLength: -1 };
        expect({ source, text, found: found(used, text) }).toEqual({ source, text, found: answers[i] });
      }
  });

  it("on both engines, where JavaScript's is let near them", () =>
    expect(known.filter(({ tokens }) => tokens.safeLength > 0).length).toBeGreaterThan(0.3 * known.length));
});

describe("patterns that people write run on JavaScript's engine", () => {
  it.each([
    ["[a-zA-Z]+", Number.POSITIVE_INFINITY],
    ["\\w{3,}", Number.POSITIVE_INFINITY],
    ["\\S+", Number.POSITIVE_INFINITY],
    ["[^,]+", Number.POSITIVE_INFINITY],
    ["#(\\w+)", 10_000],
    ["(?u)\\b[a-z]+\\b", 10_000],
    ["\\b[a-z]+(?:-[a-z]+)*\\b", 10_000],
    ["\\d+(?:[.,]\\d+)?", 10_000],
    ["(?:\\w+\\s?)+", 0],
    ["[\\w.-]+@[\\w.-]+", 10_000],
    ["[\\w.-]+@[\\w.-]+\\.\\w+", 0],
    ["(?:a|a)*b", 0],
    ["(?:a|ab)(?:c|bcd)+", 0],
    ["\\w*", 0],
  ])("%s up to %d characters", (source, length) => expect(tokenPattern(source, "token_pattern").safeLength).toBe(length));
});

/** Python needs 2^n or n^5 steps for these. */
describe("no pattern takes forever", () => {
  it.each([
    ["(a+)+$", "!", 0],
    ["(?:a|a)*b", "", 0],
    ["(?:a|aa)+$", "!", 0],
    ["(?:.*a){12}b", "", 0],
    ["\\w*\\w*\\w*\\w*\\w*!", "", 0],
    ["(?:a?){100}a{100}b", "", 0],
    ["(?:\\w+\\s?)+$", "!", 0],
    ["a+b", "", 0],
    ["(?:a+)+", "!", 1],
  ])("%s", (source, end, matches) => {
    const tokens = tokenPattern(source.replace("(a+)+", "(?:a+)+"), "token_pattern");
    const began = performance.now();
    expect(found(tokens, `${"a".repeat(20_000)}${end}`)).toHaveLength(matches);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it("lookarounds that would are stopped", () => {
    const began = performance.now();
    const tokens = tokenPattern("(?=(?:a+)+$)a", "token_pattern");
    expect(found(tokens, "a".repeat(300))).toHaveLength(300);
    expect(() => found(tokens, `${"a".repeat(20_000)}!`)).toThrow(expect.objectContaining({ code: "input/value", where: "token_pattern" }));
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it.each([
    ["a".repeat(10_001), "10001 characters"],
    ["(?:".repeat(201) + ")".repeat(201), "201 parentheses"],
    ["(".repeat(5_000), "201 parentheses"],
    ["a{1,100000}", "400000 steps"],
    ["(?:(?:a{99}){99}){99}", "steps"],
    [`a{${"9".repeat(300)}}`, ""],
  ])("nor any memory: %.20s…", (source, words) => {
    const tell = () => tokenPattern(source, "steps.tfidf.token_pattern");
    if (words === "") expect(tell().safeLength).toBe(Number.POSITIVE_INFINITY);
    else
      expect(tell).toThrow(
        expect.objectContaining({
          code: "sklearn/unsupported",
          where: "steps.tfidf.token_pattern",
          message: expect.stringContaining(words),
        }),
      );
  });
});

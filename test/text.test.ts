import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { TextAnalysis } from "../src/graph/ops/text.js";
import { CsrMatrix, defineEstimator, load, type Tensor } from "../src/index.js";
import { tokenPattern } from "../src/lower/sklearn/text/token-pattern.js";
import { analyzer } from "../src/runtime/interpreter/text/analyze.js";
import { splitSpaces, squeezeSpaces, stripMarks, stripToAscii, wordUnits } from "../src/runtime/interpreter/text/characters.js";
import { hashText } from "../src/runtime/interpreter/text/murmur.js";
import { strings } from "../src/tensor.js";

/** What Python makes of every character that its Unicode knows (oracle/text_unicode.py). */
const python = JSON.parse(readFileSync(join(import.meta.dirname, "fixtures", "text", "unicode.json"), "utf8"));

type Ranges = [number, number][];
function characters(ranges: Ranges): string[] {
  return ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)));
}
const assigned = characters(python.assigned);
const matching = (test: (char: string) => boolean) => assigned.filter(test).map((char) => `U+${char.codePointAt(0)?.toString(16)}`);
const expected = (ranges: Ranges) => characters(ranges).map((char) => `U+${char.codePointAt(0)?.toString(16)}`);
const digest = (f: (char: string) => string) => createHash("sha256").update(assigned.map(f).join("\n")).digest("hex");
const plain = { lowercase: false, stripAccents: null, analyzer: "word", stopWords: null, shortest: 1, longest: 1 } as const;
const found = (tokens: TextAnalysis["tokens"], text: string): string[] => {
  const terms: string[] = [];
  analyzer({ ...plain, tokens })(text, (term) => terms.push(term));
  return terms;
};
const find = (source: string, text: string): string[] => found(tokenPattern(source, "token_pattern"), text);

describe("characters are Python's", () => {
  it("\\w", () => {
    expect(matching((char) => wordUnits(char, 0) === char.length)).toEqual(expected(python.word));
    expect(matching((char) => find("\\w", char).length === 1)).toEqual(expected(python.word));
  });
  it("\\s and split", () => {
    expect(matching((char) => squeezeSpaces(char + char) === " ")).toEqual(expected(python.space));
    expect(matching((char) => find("\\s", char).length === 1)).toEqual(expected(python.space));
    expect(matching((char) => splitSpaces(char).length === 0)).toEqual(expected(python.split));
  });
  it("\\d", () => expect(matching((char) => find("\\d", char).length === 1)).toEqual(expected(python.digit)));
  it("str.lower", () => {
    expect(digest((char) => char.toLowerCase())).toBe(python.lower);
    expect(python.texts.map((text: string) => text.toLowerCase())).toEqual(python.lowered);
  });
  it("strip_accents", () => {
    expect(digest(stripMarks)).toBe(python.unicode_stripped);
    expect(digest(stripToAscii)).toBe(python.ascii_stripped);
  });
});

describe("patterns find what re.findall finds", () => {
  it.each(Object.entries(python.patterns as Record<string, string[][]>))("%s", (source, answers) => {
    expect(python.texts.map((text: string) => find(source, text))).toEqual(answers);
  });

  it.each(["(a)\\1", "\\p{L}", "a++", "(?x) a b", "(?i)straße", "(?i:a)b", "(?>a)", "(a|(b))+", "[a", "a)", "*a", "(?P=x)", "\\N{BULLET}"])(
    "refuses %s by name",
    (source) => expect(() => tokenPattern(source, "token_pattern")).toThrow(/token_pattern is/),
  );
});

it("finds runs of word characters as the default pattern does", () => {
  const answers = python.patterns["(?u)\\b\\w\\w+\\b"];
  for (const [i, text] of python.texts.entries()) expect(found({ run: 2 }, text)).toEqual(answers[i]);
});

/** Values of the reference implementation (smhasher, MurmurHash3_x86_32, seed 0), as sklearn.utils.murmurhash3_32 gives them. */
it.each([
  ["", 0],
  ["hello", 613153351],
  ["hello, world", 345750399],
  ["foo", -156908512],
])("hashes %j", (text, hash) => expect(hashText(text)).toBe(hash));

const folder = join(import.meta.dirname, "fixtures", "text");

it("computes tokenizer=str.split", async () => {
  const model = await load(join(folder, "split.pkl"));
  const answer = await model.transform(["B b\u00a0c"]);
  // Columns a, a-a, b, b-c, c. Of three texts two have b and one has c; b stands here twice.
  const [b, c] = [2 * (Math.log(4 / 3) + 1), Math.log(4 / 2) + 1];
  if (!(answer instanceof CsrMatrix)) throw new Error("a sparse matrix was expected");
  expect([...answer.indices]).toEqual([2, 4]);
  expect(Number(answer.data.at(0))).toBeCloseTo(b / Math.hypot(b, c), 12);
  expect(Number(answer.data.at(1))).toBeCloseTo(c / Math.hypot(b, c), 12);
});

it("names a tokenizer of the author's own, and the way out", async () => {
  const file = join(folder, "tokenizer.pkl");
  await expect((await load(file)).transform(["a b"])).rejects.toThrow(
    /__main__\.tokenize.*custom: \{ "sklearn\.feature_extraction\.text\.TfidfVectorizer"/,
  );
  const own = defineEstimator("TfidfVectorizer", {
    input: { dimensions: "1d", dtype: "any", finite: "any" },
    transform: (x) => x.equal(strings([1], ["a"])),
  });
  const model = await load(file, { custom: { "sklearn.feature_extraction.text.TfidfVectorizer": own } });
  expect(((await model.transform(["a", "b"])) as Tensor).toArray()).toEqual([true, false]);
});

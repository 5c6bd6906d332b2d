import { describe, expect, test } from "vitest";
import { countIndices, crossBuckets, hashBuckets, lookUp, standardizeText, tokenIndices } from "../src/graph/ops/tokens.js";
import { float32, int64, type Tensor, Tensor as TensorOf } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const texts = (shape: readonly number[], values: string[]) => new TensorOf("string", shape, values);
const list = (values: readonly unknown[]): unknown => (values[0] as Tensor).toArray();
const bits = (values: readonly unknown[]): bigint[] => [...((values[0] as Tensor).data as BigInt64Array)];

/** Every length at which FarmHash takes another way. */
const sample = ["", "a", "ab", "abc", "abcd", "abcdefg", "abcdefgh", "straße", "東京", "0123456789abcdef", "0123456789abcdefg"].concat([
  "x".repeat(32),
  "x".repeat(33),
  "y".repeat(64),
  "y".repeat(65),
  "0123456789".repeat(13),
  "z".repeat(1000),
]);
const BUCKETS = 2 ** 62;

/* What TensorFlow 2.21 answers: tf.strings.to_hash_bucket_fast, to_hash_bucket_strong, tf.sparse.cross_hashed. */
const fast = [
  1936946117179621455n,
  3694432073954588131n,
  3066228220894225694n,
  2640714258260161385n,
  1897425971756105985n,
  4341691227789030229n,
  4533385575889643785n,
  1900165316020814976n,
  2165840541466302389n,
  1493332391325024359n,
  2800675501336285770n,
  3678204687145032709n,
  3046993373088323127n,
  4471793200125962424n,
  4023130470993650268n,
  1497403020669705476n,
  1959022287907908219n,
];
const strong = [
  863875432623307105n,
  2459473322554264930n,
  1677741472257103030n,
  4382164213175792950n,
  661067912919003455n,
  11484303577776061n,
  1636613789739374741n,
  4272847119605582935n,
  3534966593899598319n,
  3428235508023504825n,
  323695063691043459n,
  1383405115596435943n,
  143749358977559647n,
  1910727395888176080n,
  490899779465704731n,
  3281648728971558770n,
  825717558915218903n,
];
const crossed = [
  3018161454725819249n,
  4227496361897139414n,
  3745165427801858404n,
  2568623959235551174n,
  1662610576878780135n,
  2961229535083668812n,
  2899658400118354440n,
  3839267331543184716n,
  3317032505163832624n,
  1421612861591447360n,
  1297894798960242684n,
  3632635084820155885n,
  432189598728041313n,
  4446901978526212906n,
  3766276567616692126n,
  2524057196651531502n,
  1756683072825365483n,
];

describe("hashes of texts", () => {
  const x = texts([sample.length], sample);
  test("by FarmHash", () => {
    expect(bits(run(hashBuckets, [x], { buckets: BUCKETS, key: undefined }))).toEqual(fast);
  });
  test("by SipHash with a key", () => {
    expect(bits(run(hashBuckets, [x], { buckets: BUCKETS, key: [133n, 2n ** 40n + 137n] }))).toEqual(strong);
  });
  test("of texts and numbers together", () => {
    const numbers = int64(
      [sample.length],
      sample.map((_, i) => i - 3),
    );
    expect(bits(run(crossBuckets, [x, numbers], { buckets: BUCKETS, seed: 0xdecafcaffen }))).toEqual(crossed);
  });
});

describe("places in a vocabulary", () => {
  const indices = Int32Array.of(2, 3, 0);
  test("of texts", () => {
    const keys = texts([3], ["b", "a", ""]) as Tensor<"string">;
    expect(list(run(lookUp, [texts([2, 2], ["a", "", "c", "b"])], { keys, indices, unknown: 1 }))).toEqual([
      [3, 0],
      [1, 2],
    ]);
  });
  test("of numbers beyond what doubles hold", () => {
    const keys = new TensorOf("int64", [3], BigInt64Array.of(2n ** 60n, 2n ** 60n + 1n, -5n));
    const x = new TensorOf("int64", [4], BigInt64Array.of(2n ** 60n + 1n, -5n, 2n ** 60n, 2n ** 60n + 2n));
    expect(list(run(lookUp, [x], { keys, indices, unknown: -1 }))).toEqual([3, 0, 2, -1]);
  });
  test("huge numbers among few small keys", () => {
    const keys = int64([3], [7, 8, 9]) as Tensor<"int64">;
    const x = new TensorOf("int64", [3], BigInt64Array.of(2n ** 60n, 8n, -(2n ** 62n)));
    expect(list(run(lookUp, [x], { keys, indices, unknown: -1 }))).toEqual([-1, 3, -1]);
  });
  test("refused where there is none for strangers", () => {
    const keys = texts([1], ["a"]) as Tensor<"string">;
    expect(() => run(lookUp, [texts([3], ["a", "b", "c"])], { keys, indices: Int32Array.of(0), unknown: ["found ", "."] })).toThrow(
      'found ["b" "c"].',
    );
  });
});

describe("indices counted", () => {
  const x = int64([2, 3], [0, 2, 2, -1, 3, 1]);
  test("those outside left out", () => {
    expect(list(run(countIndices, [x], { depth: 3, binary: false, dtype: "int64", outside: "dropped" }))).toEqual([
      [1, 0, 2],
      [0, 1, 0],
    ]);
    expect(list(run(countIndices, [x], { depth: 3, binary: true, dtype: "float32", outside: "dropped" }))).toEqual([
      [1, 0, 1],
      [0, 1, 0],
    ]);
  });
  test("with weights, or refused", () => {
    const weights = float32([2, 3], [0.5, 1, 2, 9, 9, 4]);
    expect(list(run(countIndices, [x, weights], { depth: 3, binary: false, dtype: "float32", outside: "dropped" }))).toEqual([
      [0.5, 0, 3],
      [0, 4, 0],
    ]);
    const outside = { message: "out of range", python: "InvalidArgumentError" };
    expect(() => run(countIndices, [x], { depth: 3, binary: false, dtype: "float32", outside })).toThrow("out of range");
  });
});

describe("texts as tokens", () => {
  test("only ASCII is made lower case and loses its punctuation", () => {
    const x = texts([2], ["It's ÀB_c!", "«İ» ~^"]);
    expect(list(run(standardizeText, [x], { lower: true, stripPunctuation: true }))).toEqual(["its Àbc", "«İ» "]);
    expect(list(run(standardizeText, [x], { lower: false, stripPunctuation: false }))).toEqual(["It's ÀB_c!", "«İ» ~^"]);
  });
  const vocabulary = new Map([
    ["a", 2],
    ["b", 3],
    ["a b", 4],
  ]);
  const plain = { split: "whitespace", ngrams: undefined, vocabulary, unknown: 1, empty: 0, length: undefined } as const;
  test("split at ASCII's white space, as long as the longest", () => {
    expect(list(run(tokenIndices, [texts([3], ["a\tb\v", "", "\u00a0 b c"])], plain))).toEqual([
      [2, 3, 0],
      [0, 0, 0],
      [1, 3, 1],
    ]);
  });
  test("cut and filled to a length, runs of tokens behind the tokens", () => {
    const x = texts([2], ["a b", "b"]);
    expect(list(run(tokenIndices, [x], { ...plain, ngrams: [1, 2], length: 4 }))).toEqual([
      [2, 3, 4, 0],
      [3, 0, 0, 0],
    ]);
    expect(list(run(tokenIndices, [x], { ...plain, length: 1 }))).toEqual([[2], [3]]);
  });
  test("by code points", () => {
    expect(list(run(tokenIndices, [texts([1], ["a😀b"])], { ...plain, split: "character" }))).toEqual([[2, 1, 3]]);
  });
  test("rows of tokens, where they are split already", () => {
    expect(list(run(tokenIndices, [texts([2, 2], ["a", "b", "", "b"])], { ...plain, split: "none", empty: -1 }))).toEqual([
      [2, 3],
      [-1, 3],
    ]);
  });
});

import { describe, expect, it } from "vitest";
import * as dicts from "../src/graph/ops/dicts.js";
import * as encode from "../src/graph/ops/encode.js";
import * as text from "../src/graph/ops/text.js";
import { CsrMatrix } from "../src/sparse.js";
import { float64, type HostValue, int64, strings, Tensor } from "../src/tensor.js";
import { run } from "./kernels-run.js";

const objects = (cells: HostValue[]) => new Tensor("object", [cells.length], cells);
const checks = { allowNaN: true, version: [1, 9], words: "encoder", typed: false, byColumn: true } as const;
const column = (categories: Tensor, codes: number[], unknown: number | null) => ({ categories, codes: Float64Array.from(codes), unknown });
const answer = (values: readonly unknown[]) => (values[0] as Tensor).toArray();
function rows(value: unknown): [number, number][][] {
  const { indptr, indices, data } = value as CsrMatrix;
  return Array.from({ length: indptr.length - 1 }, (_, i) =>
    Array.from({ length: (indptr[i + 1] as number) - (indptr[i] as number) }, (_unused, k): [number, number] => {
      const at = (indptr[i] as number) + k;
      return [indices[at] as number, Number(data.at(at))];
    }),
  );
}

describe("brine.EncodeOneHot", () => {
  const columns = [column(strings([3], ["a", "b", ""]), [0, -1, 1], -1), column(float64([3], [1, 2, Number.NaN]), [2, 3, 4], 4)];
  const attributes = { columns, width: 5, dtype: "float64", checks } as const;
  const inputs = [strings([4], ["", "b", "c", "a"]), float64([4], [2, Number.NaN, 9, 1])];
  it("writes ones where the codes say, dense or sparse", () => {
    const dense = [
      [0, 1, 0, 1, 0],
      [0, 0, 0, 0, 1],
      [0, 0, 0, 0, 1],
      [1, 0, 1, 0, 0],
    ];
    expect(answer(run(encode.encodeOneHot, inputs, { ...attributes, sparse: false }))).toEqual(dense);
    const sparse = dense.map((row) => row.flatMap((value, j): [number, number][] => (value ? [[j, value]] : [])));
    expect(rows(run(encode.encodeOneHot, inputs, { ...attributes, sparse: true })[0])).toEqual(sparse);
  });
  it("names what is no category", () => {
    const strict = { ...attributes, columns: [column(strings([1], ["a"]), [0], null), columns[1] as encode.ColumnCodes], sparse: true };
    expect(() => run(encode.encodeOneHot, inputs, strict)).toThrow("Found unknown categories ['', 'b', 'c'] in column 0 during transform");
  });
});

describe("brine.EncodeCodes", () => {
  const mixed = column(objects(["x", 1, null, Number.NaN, 2n]), [10, 11, 12, 13, 14], -5);
  it("finds Python's equals: True is 1 is 1.0, NaN is NaN, and a text is no number", () => {
    const cells = objects([true, 1, 1n, 2, "1", null, Number.NaN, "x", false]);
    const attributes = { columns: [mixed], dtype: "int64", vector: true, checks } as const;
    expect(answer(run(encode.encodeCodes, [cells], attributes))).toEqual([11, 11, 11, 14, -5, 12, 13, 10, -5]);
  });
  it("reads the columns of a matrix", () => {
    const pair = [column(int64([2], [7, 8]), [0, 1], null), column(int64([2], [8, 9]), [0, 1], null)];
    const attributes = { columns: pair, dtype: "float32", vector: false, checks } as const;
    expect(answer(run(encode.encodeCodes, [int64([2, 2], [8, 8, 7, 9])], attributes))).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

it("brine.DecodeOneHot takes the largest, and zeros for what they stand for", () => {
  const blocks = [
    { categories: strings([2], ["a", "b"]), zeros: "none" },
    { categories: strings([2], ["c", "d"]), zeros: strings([1], ["dropped"]) },
  ] as const;
  const x = float64([3, 4], [0, 0.5, 0.2, 0.1, 0, 0, 0, 0, 1, 1, 0, 3]);
  expect(answer(run(encode.decodeOneHot, [x], { blocks, dtype: "string" }))).toEqual([
    ["b", "c"],
    [null, "dropped"],
    ["a", "d"],
  ]);
});

it("brine.DecodeCodes counts negative codes from the end, and knows special ones", () => {
  const columns = [{ categories: strings([3], ["a", "b", "c"]), special: [{ code: Number.NaN, value: objects([null]) }] }];
  const x = float64([4, 1], [0, -1, Number.NaN, 2]);
  const attributes = { columns, dtype: "object", vector: false } as const;
  expect(answer(run(encode.decodeCodes, [x], attributes))).toEqual([["a"], ["c"], [null], ["c"]]);
});

describe("brine.BinarizeLabels", () => {
  it("has one column for two labels of two, and one each for three", () => {
    const attributes = { classes: strings([2], ["n", "y"]), negative: -1, positive: 1, sparse: false };
    expect(answer(run(encode.binarizeLabels, [strings([3], ["y", "n", "y"])], attributes))).toEqual([[1], [-1], [1]]);
    expect(answer(run(encode.binarizeLabels, [strings([3], ["y", "n", "?"])], attributes))).toEqual([
      [-1, 1],
      [1, -1],
      [-1, -1],
    ]);
  });
});

it("brine.BinarizeLists and brine.ListsOfLabels are each other's inverse", () => {
  const classes = strings([3], ["a", "b", "c"]);
  const lists = objects([["c", "a", "a"], [], ["?"]]);
  const [marked] = run(encode.binarizeLists, [lists], { classes, sparse: true });
  expect(rows(marked)).toEqual([
    [
      [0, 1],
      [2, 1],
    ],
    [],
    [],
  ]);
  expect(answer(run(encode.listsOfLabels, [marked as CsrMatrix], { classes }))).toEqual([["a", "c"], [], []]);
});

describe("text", () => {
  const analysis = {
    lowercase: true,
    stripAccents: null,
    analyzer: "word",
    tokens: { run: 2 },
    stopWords: new Set(["the"]),
    shortest: 1,
    longest: 2,
  } as const;
  const vocabulary = new Map([
    ["cat", 2],
    ["cat sat", 0],
    ["sat", 3],
  ]);
  it("counts terms, columns ascending", () => {
    const attributes = { analysis, vocabulary, width: 4, binary: false, dtype: "int64" } as const;
    const said = run(text.countTerms, [strings([3], ["The CAT, the cat sat", "", "a cat s at"])], attributes);
    expect(rows(said[0])).toEqual([
      [
        [0, 1],
        [2, 2],
        [3, 1],
      ],
      [],
      [[2, 1]],
    ]);
    expect(said[0]?.dtype).toBe("int64");
  });
  it("hashes terms with their signs", () => {
    const attributes = {
      analysis,
      width: 1000,
      alternateSign: true,
      dtype: "float64",
      empty: { message: "", python: "ValueError" },
    } as const;
    const said = run(text.hashTerms, [strings([1], ["hello foo hello"])], { ...attributes, analysis: { ...analysis, longest: 1 } });
    // 613153351 and -156908512, as the reference hashes them.
    expect(rows(said[0])).toEqual([
      [
        [351, 2],
        [512, -1],
      ],
    ]);
  });
  it("gives back the terms of a row in the order it stores them", () => {
    const x = new CsrMatrix([2, 3], float64([3], [1, 0, 2]), Int32Array.of(2, 1, 0), Int32Array.of(0, 3, 3));
    expect(answer(run(text.termsOfRows, [x], { terms: ["a", "b", "c"] }))).toEqual([["c", "a"], []]);
  });
});

it("brine.VectorizeDicts and brine.DictsOfRows", () => {
  const columns = new Map([
    ["n", 1],
    ["city=Bern", 0],
  ]);
  const row = new Map<string, HostValue>([
    ["n", 3],
    ["city", "Bern"],
    ["other", 1],
  ]);
  const tags = new Map<string, HostValue>([["city", ["Bern", "Rome"]]]);
  const attributes = { columns, width: 2, separator: "=", iterables: true, sparse: false, dtype: "float64" } as const;
  const [numbers] = run(dicts.vectorizeDicts, [objects([row, tags])], attributes);
  expect((numbers as Tensor).toArray()).toEqual([
    [1, 3],
    [1, 0],
  ]);
  const [back] = run(dicts.dictsOfRows, [numbers as Tensor], { names: ["city=Bern", "n"] });
  expect((back as Tensor).at(0)).toEqual(
    new Map([
      ["city=Bern", 1],
      ["n", 3],
    ]),
  );
});

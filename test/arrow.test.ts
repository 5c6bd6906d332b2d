import { join } from "node:path";
import { Table as ArrowTable, tableFromArrays, vectorFromArray } from "apache-arrow";
import { expect, it } from "vitest";
import { load, Table, Tensor } from "../src/index.js";
import { feedsOf } from "../src/model/form.js";

const names = ["sepal length (cm)", "sepal width (cm)", "petal length (cm)", "petal width (cm)"];
const rows = [
  [5.0, 3.5, 1.6, 0.6],
  [6.8, 3.0, 5.5, 2.1],
];

it("an Arrow table answers as the same rows do", async () => {
  const model = await load(join(import.meta.dirname, "..", "examples", "flowers.pkl"));
  const arrow = tableFromArrays(Object.fromEntries(names.map((name, j) => [name, Float64Array.from(rows, (row) => row[j] ?? 0)])));
  const answer = (await model.predictProba(arrow)) as Tensor;
  expect(answer.toArray()).toEqual(((await model.predictProba(rows)) as Tensor).toArray());
});

it("its columns keep their types; nulls of numbers are NaN", () => {
  const arrow = tableFromArrays({ count: Int32Array.of(1, 2), name: ["a", "b"] }).assign(
    new ArrowTable({ share: vectorFromArray([0.5, null]) }),
  );
  const { form, values } = feedsOf(arrow, false);
  expect(form.kind === "table" && form.columns.map(({ name, info }) => [name, info.dtype])).toEqual([
    ["count", "int32"],
    ["name", "string"],
    ["share", "float64"],
  ]);
  expect((values[2] as Tensor).toArray()).toEqual([0.5, Number.NaN]);
});

it("records and columns make the same table", () => {
  const columns = feedsOf({ age: [31, null], city: ["Bern", null] }, false);
  const records = feedsOf(
    [
      { age: 31, city: "Bern" },
      { age: null, city: null },
    ],
    false,
  );
  expect(records.key).toBe(columns.key);
  expect(records.values.map((value) => (value as Tensor).toArray())).toEqual(columns.values.map((value) => (value as Tensor).toArray()));
  expect(() => new Table(new Map([["a", new Tensor("float64", [1, 1], Float64Array.of(1))]]))).toThrow(/dimensions/);
});

import { describe, expect, it } from "vitest";
import { PyTuple, type PyValue } from "../../src/container/pickle/values.js";
import { array, asked, edited, expectAt, put, rowsFor, stateItems, stateOf } from "./edit.js";

/** Where a tree keeps what (sklearn/neighbors/_binary_tree.pxi.tp: __getstate__). */
const [DATA, ORDER, NODES, BOUNDS, LEAF_SIZE, LEVELS, COUNT] = [0, 1, 2, 3, 4, 5, 6] as const;

const replace = (items: PyValue[], at: number, value: PyValue | undefined): void => {
  items[at] = value ?? null;
};

const wrongTree: readonly [string, "kd" | "ball", (items: PyValue[]) => void, RegExp][] = [
  ["a root that begins before the first point", "kd", (items) => put(array(items[NODES]), 0, -1, "idx_start"), /root spans -1/],
  ["a root that ends behind the last point", "kd", (items) => put(array(items[NODES]), 0, 1_000_000, "idx_end"), /root spans 0 to 1000000/],
  ["a root that is empty", "ball", (items) => put(array(items[NODES]), 0, 0, "idx_end"), /root spans 0 to 0/],
  ["a child that spans what its sister does", "kd", (items) => put(array(items[NODES]), 2, 0, "idx_start"), /and its children/],
  ["a child that ends before it begins", "kd", (items) => put(array(items[NODES]), 1, -5, "idx_end"), /and its children/],
  ["a last node that has children", "ball", (items) => put(array(items[NODES]), -1, 0, "is_leaf"), /has no children/],
  ["a row beyond the last", "kd", (items) => put(array(items[ORDER]), 0, 1_000_000), /names row 1000000/],
  ["a row below the first", "ball", (items) => put(array(items[ORDER]), 0, -1), /names row -1/],
  ["a row that is the first but for 32 bits", "kd", (items) => put(array(items[ORDER]), 0, 2 ** 32), /names row 4294967296/],
  ["a row twice", "kd", (items) => put(array(items[ORDER]), 0, Number(array(items[ORDER]).bytes?.[8])), /names row \d+ twice/],
  ["a radius that is no number", "ball", (items) => put(array(items[NODES]), 0, Number.NaN, "radius"), /nowhere/],
  ["a radius below 0", "ball", (items) => put(array(items[NODES]), 0, -1, "radius"), /nowhere/],
  ["bounds that are no numbers", "kd", (items) => put(array(items[BOUNDS]), 0, Number.NaN), /nowhere/],
  ["indices for its bounds", "kd", (items) => replace(items, BOUNDS, items[ORDER]), /bounds of shape/],
  ["points for its nodes", "kd", (items) => replace(items, NODES, items[DATA]), /array of records/],
  ["bounds for its points", "kd", (items) => replace(items, DATA, items[BOUNDS]), /indices for points/],
  ["no state but two things", "ball", (items) => void items.splice(2), /its state is not one/],
];

describe("a search tree with", () => {
  it.each(wrongTree)("%s (%s): sklearn/attribute, in _tree", async (_, kind, edit, words) => {
    const model = await edited(kind === "kd" ? "KNeighborsRegressor/default" : "KNeighborsClassifier/ball_ties", (root) =>
      edit(stateItems(root, kind === "kd" ? /KDTree/ : /BallTree/)),
    );
    for (const method of ["predict", "kneighbors"]) expectAt(await asked(model, method), "sklearn/attribute", /^_tree/, words);
  });

  it.each([
    ["a leaf size of 0", (items: PyValue[]) => replace(items, LEAF_SIZE, 0n)],
    ["a leaf size beyond measure", (items: PyValue[]) => replace(items, LEAF_SIZE, 2n ** 62n)],
    ["levels that do not agree", (items: PyValue[]) => replace(items, LEVELS, 2n ** 40n)],
    ["a number of nodes that does not agree", (items: PyValue[]) => replace(items, COUNT, -1n)],
    ["a radius without end", (items: PyValue[]) => put(array(items[NODES]), 0, Number.POSITIVE_INFINITY, "radius")],
  ])("%s answers what it did", async (_, edit) => {
    const before = await edited("KNeighborsClassifier/ball_ties", () => undefined);
    const after = await edited("KNeighborsClassifier/ball_ties", (root) => void edit(stateItems(root, /BallTree/)));
    for (const method of ["predict", "kneighbors"])
      expect(await after.call(method, rowsFor(after))).toEqual(await before.call(method, rowsFor(before)));
  });
});

describe("neighbors", () => {
  it.each([
    ["more than there are", 2n ** 40n],
    ["none", 0n],
    ["fewer than none", -3n],
  ])("%s are refused as scikit-learn refuses them", async (_, count) => {
    const model = await edited("KNeighborsClassifier/default", (root) => stateOf(root, "KNeighborsClassifier").set("n_neighbors", count));
    expect(await asked(model, "predict")).toMatchObject({ code: expect.stringMatching(/^input\//), python: "ValueError" });
  });

  it.each([
    ["KNeighborsClassifier/default", "_y"],
    ["KNeighborsRegressor/default", "_y"],
    ["RadiusNeighborsClassifier/default", "_y"],
    ["KNeighborsClassifier/default", "classes_"],
  ])("%s with another %s than rows", async (name, attribute) => {
    for (const value of [[], [1n], new PyTuple([]), -1n, null]) {
      const model = await edited(name, (root) => stateOf(root, name.split("/")[0] as string).set(attribute, value as PyValue));
      const said = await asked(model, "predict");
      expect(said === "ok" ? said : said.code).toMatch(/^(sklearn|graph|input)\//);
    }
  });
});

import { describe, expect, it } from "vitest";
import { PyDict, PyGlobal, PyObject, PyTuple, type PyValue } from "../../src/container/pickle/values.js";
import { writePickle } from "../../src/container/pickle/write.js";
import { load, type Model, ModelError, scan } from "../../src/index.js";
import { asked, expectAt, fixtureRoot, reopened, spent } from "./edit.js";
import { SLOW_MILLISECONDS } from "./sweep.js";

function made(path: string, attributes: Readonly<Record<string, PyValue>>): PyObject {
  const dot = path.lastIndexOf(".");
  const object = new PyObject("newobj", new PyGlobal(path.slice(0, dot), path.slice(dot + 1)), new PyTuple([]));
  const state = new PyDict();
  for (const [name, value] of Object.entries({ ...attributes, _sklearn_version: "1.9.1" })) state.set(name, value);
  object.states.push(state);
  return object;
}

const named = (parts: readonly PyValue[]): PyValue[] => parts.map((part, i) => new PyTuple([`s${i}`, part]));
const pipeline = (...parts: PyValue[]) => made("sklearn.pipeline.Pipeline", { steps: named(parts), memory: null });
const union = (...parts: PyValue[]) =>
  made("sklearn.pipeline.FeatureUnion", { transformer_list: named(parts), transformer_weights: null, verbose_feature_names_out: true });
const voting = (...parts: PyValue[]) =>
  made("sklearn.ensemble._voting.VotingRegressor", { estimators: named(parts), estimators_: parts as PyValue[], weights: null });
const search = (part: PyValue) =>
  made("sklearn.model_selection._search.GridSearchCV", { estimator: part, best_estimator_: part, refit: true });

/** Puts a part into an estimator that is there already. */
function hold(owner: PyObject, attribute: string, part: PyValue): PyObject {
  const value = (owner.states[0] as PyDict).get(attribute);
  if (Array.isArray(value)) value.push(new PyTuple(["self", part]));
  else (owner.states[0] as PyDict).set(attribute, part);
  return owner;
}

/** Everything that is told without rows, and every method: each soon, and answered or a ModelError. */
async function all(model: Model): Promise<Map<string, "ok" | ModelError>> {
  const said = new Map<string, "ok" | ModelError>();
  for (const what of ["config", "weights", "parts", "methods", "hostMethods", "classes", "kind"] as const)
    soon(what, said, () => model[what]);
  for (const method of model.hostMethods) soon(method, said, () => model.describe(method));
  for (const method of new Set(["predict", "transform", ...model.methods])) said.set(method, await asked(model, method, [[0, 1, 2, 3, 4]]));
  return said;
}

function soon(what: string, said: Map<string, "ok" | ModelError>, ask: () => unknown): void {
  const began = process.cpuUsage();
  try {
    ask();
    said.set(what, "ok");
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    said.set(what, error);
  }
  expect(spent(began), what).toBeLessThan(SLOW_MILLISECONDS);
}

describe("estimators that hold themselves", () => {
  it.each([
    ["a pipeline", () => hold(pipeline(), "steps", null), "steps", "transform"],
    ["a union", () => union(), "transformer_list", "transform"],
    ["a search", () => search(null), "best_estimator_", "predict"],
  ] as const)("%s", async (_, make, attribute, method) => {
    const owner = make();
    const model = await reopened(hold(owner, attribute, owner));
    expectAt((await all(model)).get(method) as ModelError, "sklearn/attribute", /^(self|best_estimator_)$/, /itself a part of/);
  });

  it("two that hold each other, twice", async () => {
    const outer = union();
    const inner = pipeline(outer, outer);
    hold(hold(outer, "transformer_list", inner), "transformer_list", inner);
    expectAt((await all(await reopened(outer))).get("transform") as ModelError, "sklearn/attribute", /^self\.s0$/, /itself a part of/);
  });
});

describe("estimators in one another", () => {
  it.each([
    ["pipelines", pipeline, "StandardScaler/default", "transform"],
    ["unions", union, "StandardScaler/default", "transform"],
    ["searches", search, "Ridge/default", "predict"],
    ["votes", voting, "Ridge/default", "predict"],
  ] as const)("90 %s answer; 10,000 are too many", async (_, wrap, leaf, method) => {
    let root = await fixtureRoot(leaf);
    const width = Number((await reopened(root)).inputs?.columns);
    const rows = [Array.from({ length: width }, (_, i) => i)];
    const alone = await (await reopened(root)).call(method, rows);
    for (let level = 0; level < 90; level++) root = wrap(root);
    const deep = await reopened(root);
    expect(await asked(deep, method, rows)).toBe("ok");
    expect(await deep.call(method, rows)).toEqual(alone);
    for (let level = 90; level < 10_000; level++) root = wrap(root);
    expectAt((await all(await reopened(root))).get(method) as ModelError, "sklearn/attribute", /^.{40}…$/, /at most 100 levels/);
  });

  it.each([
    ["unions", (part: PyValue) => union(part, part), /at most 16777216/, "graph/spec"],
    ["pipelines", (part: PyValue) => pipeline(part, part), /more than 75000 times/, "sklearn/attribute"],
  ] as const)("each of 40 levels holds the one below twice: %s", async (_, wrap, words, code) => {
    let root = await fixtureRoot("StandardScaler/default");
    for (let level = 0; level < 40; level++) root = wrap(root);
    const said = await asked(await reopened(root), "transform", [[0, 1, 2, 3, 4]]);
    expect(said).toMatchObject({ code, message: expect.stringMatching(words) });
  });

  it("votes share what they share: 40 levels answer at once", async () => {
    let root = await fixtureRoot("Ridge/default");
    const width = Number((await reopened(root)).inputs?.columns);
    const rows = [Array.from({ length: width }, (_, i) => i)];
    const alone = (await (await reopened(root)).predict(rows)) as { data: Float64Array };
    for (let level = 0; level < 40; level++) root = voting(root, root);
    const shared = (await (await reopened(root)).predict(rows)) as { data: Float64Array };
    expect(shared.data[0]).toBeCloseTo(alone.data[0] as number, 9);
  });

  it("a union of 150,000 parts that are one object", async () => {
    const part = await fixtureRoot("StandardScaler/default");
    const root = union();
    const list = (root.states[0] as PyDict).get("transformer_list") as PyValue[];
    for (let i = 0; i < 150_000; i++) list.push(new PyTuple([`s${i}`, part]));
    const many = writePickle(root, { protocol: 4 });
    const model = await load(many);
    expectAt(await asked(model, "transform", [[0, 1, 2, 3, 4]]), "sklearn/attribute", /^transformer_list$/, /150000 steps; at most 100000/);
    expect(() => model.parts).toThrow(expect.objectContaining({ code: "pickle/limit" }));
    expect((await scan(many)).verdict).toBe("clean");
  });
});

import { mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { PyDict, PyObject, PyTuple, type PyValue } from "../../src/container/pickle/values.js";
import { writePickle } from "../../src/container/pickle/write.js";
import { NdArray } from "../../src/container/python/array.js";
import { realize } from "../../src/container/python/realize.js";
import { PythonSource } from "../../src/decode/python/source.js";
import { load, type Model, ModelError, scan } from "../../src/index.js";
import { spent } from "./edit.js";
import { SLOW_MILLISECONDS } from "./sweep.js";

const ascii = (...parts: (string | Uint8Array | number)[]) =>
  new Uint8Array(Buffer.concat(parts.map((part) => (typeof part === "number" ? Buffer.of(part) : Buffer.from(part as string, "latin1")))));
const short = (text: string) => ascii("\x8c", text.length, text);
const fixture = (path: string) => fileURLToPath(new URL(`../fixtures/sklearn/${path}`, import.meta.url));
const clean = ascii("(lp0\nI1\na.");

/** Opens and asks everything that needs no rows; the answer or the ModelError, soon. */
async function open(bytes: Uint8Array, patience = SLOW_MILLISECONDS): Promise<Model | ModelError> {
  const began = process.cpuUsage();
  try {
    const model = await load(bytes);
    void [model.config, model.weights, model.parts, model.inputs, model.methods, model.hostMethods, model.classes, model.kind];
    return model;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  } finally {
    expect(spent(began)).toBeLessThan(patience);
  }
}

/** For files of megabytes: reading is linear, and the machine may be busy. */
const LARGE_MILLISECONDS = 20_000;

/** os.system("true"), told to Python in every way that a pickle has. */
const forms: readonly [string, Uint8Array][] = [
  ["GLOBAL and REDUCE", ascii("cos\nsystem\n(S'true'\ntR.")],
  ["STACK_GLOBAL", ascii("\x80\x04", short("os"), short("system"), "\x93", short("true"), "\x85R.")],
  [
    "STACK_GLOBAL of memoized names",
    ascii("\x80\x04", short("os"), "\x94", short("system"), "\x94", "00h\x00h\x01\x93", short("true"), "\x85R."),
  ],
  ["INST", ascii("(S'true'\nios\nsystem\n.")],
  ["OBJ", ascii("(cos\nsystem\nS'true'\no.")],
  ["NEWOBJ", ascii("\x80\x02cos\nsystem\nU\x04true\x85\x81.")],
  ["NEWOBJ_EX", ascii("\x80\x04", short("os"), short("system"), "\x93", short("true"), "\x85}\x92.")],
  ["BUILD with __setstate__", ascii("c__main__\nA\n)\x81}S'__setstate__'\ncos\nsystem\nsbS'true'\nb.")],
  ["BUILD of a class", ascii("csklearn.tree\nDecisionTreeClassifier\n}S'__init__'\ncos\nsystem\nsb.")],
  ["a partial", ascii("cfunctools\npartial\n(cos\nsystem\nS'true'\ntR)R.")],
  ["a default factory", ascii("ccollections\ndefaultdict\n(cos\nsystem\ntR.")],
  ["a dotted name", ascii("\x80\x04", short("sklearn.base"), short("os.system"), "\x93", short("true"), "\x85R.")],
  ["a name that is never called", ascii("cos\nsystem\n.")],
  ["a name that is thrown away", ascii("cos\nsystem\n0I1\n.")],
  ["the second pickle", ascii(clean, "cos\nsystem\n(S'true'\ntR.")],
  ["the third pickle", ascii(clean, clean, "cos\nsystem\n(S'true'\ntR.")],
  ["before an error", ascii("cos\nsystem\n(S'true'\ntR\xff\xff")],
  ["before the end is missing", ascii("cos\nsystem\n(S'true'\ntR")],
  ["before a stack that is empty", ascii("cos\nsystem\n(S'true'\ntR000000.")],
  ["inside a packed stream", new Uint8Array(deflateSync(ascii("cos\nsystem\n(S'true'\ntR.")))],
  [
    "a frame that ends inside an argument",
    ascii("\x80\x04\x95\x05\0\0\0\0\0\0\0", short("os"), short("system"), "\x93", short("true"), "\x85R."),
  ],
];

describe("code in a pickle", () => {
  it.each(forms)("%s: found, told with where it is, and never run", async (_, bytes) => {
    const report = await scan(bytes);
    expect(report.verdict).toBe("runs-code");
    const found = report.findings.find(({ severity }) => severity === "runs-code");
    expect(`${found?.module}.${found?.name}`).toContain("os.system");
    expect(found?.offset).toBeGreaterThanOrEqual(0);
    await open(bytes);
  });

  it.each([
    ["bytes behind the end", ascii(clean, "\0\0\0\0")],
    ["an extension code", ascii("\x80\x02\x82\x01.")],
    ["a pickle that ends too early", ascii("(lp0\nI1\na")],
    ["a class that nobody knows", ascii("cacme\nModel\n)\x81.")],
    ["a persistent id", ascii("S'x'\nQ.")],
    ["bytes behind a packed stream", ascii(new Uint8Array(deflateSync(clean)), "cos\nsystem\n(S'true'\ntR.")],
    ["nothing at all", ascii("")],
    ["something else altogether", ascii("PK\x03\x04 a zip archive, perhaps of torch")],
  ])("%s: cannot be told to be clean", async (_, bytes) => {
    const report = await scan(bytes).catch((error: unknown) => error);
    if (report instanceof ModelError) return;
    expect(report).toMatchObject({ verdict: "unclear", doubts: expect.arrayContaining([expect.any(String)]) });
  });

  it("a link to a file is the file, and a folder is an error", async () => {
    const folder = mkdtempSync(join(tmpdir(), "brine-hostile-"));
    writeFileSync(join(folder, "a.pkl"), clean);
    symlinkSync(join(folder, "a.pkl"), join(folder, "b.pkl"));
    symlinkSync(join(folder, "c.pkl"), join(folder, "c.pkl"));
    expect((await load(join(folder, "b.pkl"))).kind).toBe("list");
    for (const name of ["c.pkl", "."]) await expect(load(join(folder, name))).rejects.toMatchObject({ name: "ModelError" });
  });
});

describe("values without measure", () => {
  it("keys that JavaScript objects have do no harm", async () => {
    const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "then"];
    const bytes = ascii("(d", ...names.flatMap((name) => [`S'${name}'\n`, "(dS'polluted'\nI1\ns", "s"]), ".");
    const model = await open(bytes);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    if (!(model instanceof ModelError)) expect(Object.getPrototypeOf(model.config)).toBe(Object.prototype);
    const state = ascii(
      "csklearn.tree._classes\nDecisionTreeClassifier\n)\x81(d",
      ...names.flatMap((name) => [`S'${name}'\n`, "I1\ns"]),
      "b.",
    );
    await open(state);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it.each(["l", "t"])("a billion laughs (%s) cost no more than their bytes", async (kind) => {
    let text = "(I1\nI2\nlp0\n";
    for (let level = 1; level < 60; level++) text += `(${`g${level - 1}\n`.repeat(10)}${kind}p${level}\n`;
    const bytes = ascii(text, ".");
    await open(bytes);
    expect((await scan(bytes)).verdict).not.toBe("runs-code");
    // As an attribute of an estimator: its parameter, its weights, its parts.
    await open(ascii("csklearn.tree._classes\nDecisionTreeClassifier\n)\x81}(S'criterion'\n", text, "S'classes_'\ng59\nub."));
    await open(ascii("(dS'a'\n", text, "s."));
  });

  it("lists that hold themselves", async () => {
    for (const bytes of [
      ascii("(lp0\ng0\na."),
      ascii("(dp0\nS'a'\ng0\ns."),
      ascii("csklearn.pipeline\nPipeline\n)\x81p0\n(dS'steps'\n(l(S'a'\ng0\ntasb."),
    ]) {
      const model = await open(bytes);
      if (!(model instanceof ModelError)) await expect(model.predict([[1]])).rejects.toMatchObject({ name: "ModelError" });
    }
  });

  it.each([2 ** 40, 2 ** 31, -1, 2 ** 62])("an array of %d elements without bytes", async (size) => {
    const array = `cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(I0\ntS'b'\ntR(I1\n(I${BigInt(size)}\ntcnumpy\ndtype\n(S'f8'\nI0\nI1\ntR(I3\nS'<'\nNNNI-1\nI-1\nI0\ntbI00\nS''\ntb`;
    await open(ascii(`${array}.`));
    const model = await open(ascii(`csklearn.linear_model._base\nLinearRegression\n)\x81}(S'coef_'\n${array}S'intercept_'\nI0\nub.`));
    if (!(model instanceof ModelError)) await expect(model.predict([[1]])).rejects.toMatchObject({ name: "ModelError" });
  });
});

/** Attributes of the first object of a class in a model, to be changed. */
function stateOf(root: PyValue, name: string): PyDict {
  const seen = new Set<unknown>();
  const open: PyValue[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (value instanceof PyObject) {
      const state = value.states[0];
      if (value.cls?.name === name && state instanceof PyDict) return state;
      open.push(...value.states);
    } else if (value instanceof PyDict) open.push(...value.entries().map(([, item]) => item));
    else if (value instanceof PyTuple) open.push(...value.items);
    else if (Array.isArray(value)) open.push(...(value as PyValue[]));
  }
  throw new Error(`There is no ${name}.`);
}

/** A fixture with something changed in it, saved and opened again. */
async function changed(path: string, change: (root: PyValue) => void): Promise<Model> {
  const { source } = await load(fixture(path));
  if (!(source instanceof PythonSource)) throw new Error("no Python");
  change(source.root);
  return load(writePickle(source.root, { protocol: 4 }));
}

/** Every method ends in an answer or a ModelError, soon. */
async function ask(model: Model, x: Parameters<Model["predict"]>[0]): Promise<string[]> {
  const said: string[] = [];
  for (const method of model.methods) {
    const began = performance.now();
    said.push(
      await model.call(method, x).then(
        () => "ok",
        (error: unknown) => {
          if (error instanceof ModelError) return error.code;
          throw error;
        },
      ),
    );
    expect(performance.now() - began).toBeLessThan(SLOW_MILLISECONDS);
  }
  return said;
}

describe("models that lie about themselves", () => {
  const tree = "DecisionTreeClassifier/1.9.1/default.pkl";
  const columns = async (path: string) => (await load(fixture(path))).inputs?.columns ?? 1;

  it.each([
    ["a node that is its own child", (view: DataView, size: number) => view.setBigInt64(0, 0n, true) ?? size],
    ["a cycle over two nodes", (view: DataView, size: number) => view.setBigInt64(size, 0n, true)],
    ["a child beyond the last", (view: DataView) => view.setBigInt64(0, 1_000_000n, true)],
    ["a feature beyond the columns", (view: DataView) => view.setBigInt64(16, 1_000n, true)],
  ])("trees with %s", async (_, damage) => {
    const file = (await import("node:fs")).existsSync(fixture(tree)) ? tree : tree.replace(".pkl", ".joblib");
    const model = await changed(file, (root) => {
      const nodes = nodesOf(root);
      const bytes = nodes.bytes as Uint8Array;
      damage(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), nodes.dtype.itemSize);
    });
    const said = await ask(model, [Array(await columns(file)).fill(-1e9), Array(await columns(file)).fill(1e9)]);
    expect(said.some((each) => each !== "ok")).toBe(true);
  });

  function nodesOf(root: PyValue): NdArray {
    const seen = new Set<unknown>();
    const open: PyValue[] = [root];
    for (let value = open.pop(); value !== undefined; value = open.pop()) {
      const real = realize(value);
      if (typeof real !== "object" || real === null || seen.has(real)) continue;
      seen.add(real);
      if (real instanceof NdArray && real.dtype.fields?.some((field) => field.name === "left_child")) return real;
      if (real instanceof PyObject) open.push(...real.states);
      else if (real instanceof PyDict) open.push(...real.entries().map(([, item]) => item));
      else if (real instanceof PyTuple) open.push(...real.items);
      else if (Array.isArray(real)) open.push(...(real as PyValue[]));
    }
    throw new Error("no nodes");
  }

  const pick = async (unit: string, version = "1.9.1") => {
    const { readdirSync } = await import("node:fs");
    const name = readdirSync(fixture(`${unit}/${version}`)).find((file) => file.startsWith("default."));
    return `${unit}/${version}/${name}`;
  };

  it.each([
    ["LogisticRegression", "classes_", () => [1n]],
    ["LogisticRegression", "coef_", () => 1],
    ["LogisticRegression", "coef_", () => []],
    ["LogisticRegression", "n_features_in_", () => 2n ** 62n],
    ["LogisticRegression", "intercept_", () => new PyTuple([])],
    ["StandardScaler", "mean_", () => [1, 2]],
    ["StandardScaler", "scale_", () => "text"],
    ["StandardScaler", "n_features_in_", () => -1n],
    ["GaussianNB", "classes_", () => []],
    ["KMeans", "cluster_centers_", () => [1]],
    ["SVC", "_n_support", () => [1n]],
    ["SVC", "support_", () => []],
    ["RandomForestClassifier", "estimators_", () => []],
    ["RandomForestClassifier", "classes_", () => []],
    ["RandomForestClassifier", "n_outputs_", () => 7n],
    ["TfidfVectorizer", "vocabulary_", (value: PyValue | undefined) => (value instanceof PyDict ? overflow(value) : null)],
    ["OneHotEncoder", "categories_", () => []],
    ["GradientBoostingClassifier", "estimators_", () => []],
    ["HistGradientBoostingClassifier", "_predictors", () => [[]]],
    ["Pipeline", "steps", () => []],
    ["ColumnTransformer", "transformers_", () => [new PyTuple(["a", 1n, 2n])]],
    ["VotingClassifier", "estimators_", () => []],
  ] as const)("a %s with another %s (%#)", async (unit, attribute, make) => {
    const path = await pick(unit).catch(() => undefined);
    if (path === undefined || path.endsWith("undefined")) return;
    const model = await changed(path, (root) => {
      const state = stateOf(root, unit);
      state.set(attribute, make(state.get(attribute)) as PyValue);
    });
    void [model.config, model.weights, model.parts, model.inputs, model.methods, model.hostMethods, model.classes];
    const x = model.inputs?.kind === "texts" ? ["one", "two"] : [Array(Math.min(64, Math.max(1, model.inputs?.columns ?? 1))).fill(0)];
    await ask(model, x);
  });

  function overflow(vocabulary: PyDict): PyDict {
    for (const [key] of vocabulary.entries()) vocabulary.set(key, 2n ** 40n);
    return vocabulary;
  }
});

// Last, since the garbage that these leave is collected on the time of whatever comes next.
describe("depth", () => {
  it.each(["(", "]"])("a million levels of %s are a value or a limit", async (open_) => {
    const depth = 1_000_000;
    await open(ascii(open_.repeat(depth), "I1\n", open_ === "(" ? "t".repeat(depth) : "a".repeat(depth), "."), LARGE_MILLISECONDS);
    await open(ascii("}S'a'\n".repeat(depth), "I1\n", "s".repeat(depth), "."), LARGE_MILLISECONDS);
  });
});

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNpz } from "../src/container/npy/npz.js";
import { readNpy } from "../src/container/npy/read.js";
import { toTensor } from "../src/container/python/tensor.js";
import { CsrMatrix, load, type Model, ModelError, Table, Tensor } from "../src/index.js";
import { defaultLimits } from "../src/limits.js";
import type { ModelInput } from "../src/model/form.js";
import type { HostValue } from "../src/tensor.js";
import { verifyModels } from "../src/verify/verify.js";
import { compareValues, toleranceOf } from "./sklearn/compare.js";

/** Model files from public repositories, beside the project (never in it), with what the scikit-learn of their time answered. */
const folder = join(import.meta.dirname, "..", "..", "shared", "wild");
const present = existsSync(join(folder, "manifest.jsonl"));
if (!present) console.warn(`\n  SKIPPED: the wild models are not there (${folder})\n`);

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly classes: readonly string[];
}
interface Method {
  readonly file: string;
  readonly format?: string;
}
interface Asked {
  readonly path: string;
  readonly class: string;
  readonly x: { readonly file: string; readonly kind: string; readonly columns?: readonly string[]; readonly shape: readonly number[] };
  readonly methods: Readonly<Record<string, Method>>;
}

const entries: Entry[] = present
  ? readFileSync(join(folder, "manifest.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ kind }) => kind === "pickle" || kind === "joblib")
  : [];

describe.skipIf(!present)("wild models", () => {
  it("are there", () => expect(entries.length).toBeGreaterThan(30));

  it.each(entries)("$id opens", async ({ id }) => {
    const model = await open(id);
    expect(model.kind).not.toBe("");
    expect(typeof JSON.stringify(model.config)).toBe("string");
    expect([...model.weights.values()].every((tensor) => tensor.size >= 0)).toBe(true);
    expect((await verifyModels(model, await open(id))).equal).toBe(true);
  });

  it.each(entries.flatMap(questions))("$id $asked.path $method answers as scikit-learn", async ({ id, asked, method }) => {
    const model = await open(id, asked.path);
    if (!asked.class.startsWith("sklearn.")) {
      await expect(model.predict([[0]])).rejects.toThrow(asked.class);
      return;
    }
    // What is turned back is what the same model made of the rows.
    const before = method === "inverse_transform" ? asked.methods.transform : undefined;
    // A sparse answer's order within rows, which its file does not keep, is the order of what is turned back: ours is asked for it.
    const rows = await inputOf(id, asked);
    const sparse = before?.format === "csr";
    const x = before === undefined ? rows : ((sparse ? await model.transform(rows) : await answerOf(id, before)) as ModelInput);
    const expected = await answerOf(id, asked.methods[method] as Method);
    const said = model.hostMethods.includes(method) ? model.describe(method) : await model.call(method, x);
    expect(compareValues(expected, said, toleranceOf(asked.class))).toBeUndefined();
  });

  it.each(entries.filter(({ id }) => caseOf(id).outcome === "not loaded"))("$id names what is missing", async ({ id }) => {
    const model = await open(id);
    const needed = String(caseOf(id).reason).replace("needs ", "").split(", ");
    const said = await model.predict([[0]]).then(
      () => "an answer",
      (error: unknown) => (error instanceof ModelError ? error.message : `${error}`),
    );
    const parts = [...model.parts.keys()];
    expect([...needed, ...parts].some((name) => said.includes(name)) || said.includes(`holds a ${model.kind}`), said).toBe(true);
  });
});

function caseOf(id: string): { outcome: string; reason?: string; objects: readonly Asked[] } {
  return JSON.parse(readFileSync(join(folder, "expected", id, "case.json"), "utf8"));
}

function questions(entry: Entry): { id: string; asked: Asked; method: string }[] {
  return caseOf(entry.id).objects.flatMap((asked) => Object.keys(asked.methods).map((method) => ({ id: entry.id, asked, method })));
}

function open(id: string, path = "$"): Promise<Model> {
  const files = readdirSync(join(folder, "files", id));
  const part = path
    .replace(/^\$/, "")
    .replace(/\['?([^\]']+)'?\]/g, ".$1")
    .replace(/^\./, "");
  return load(join(folder, "files", id, files[0] ?? "") + (part === "" ? "" : `#${part}`));
}

const bytes = (id: string, file: string) => new Uint8Array(readFileSync(join(folder, "expected", id, file)));
const json = (id: string, file: string): unknown => JSON.parse(Buffer.from(bytes(id, file)).toString("utf8"));

async function csrOf(id: string, file: string): Promise<CsrMatrix> {
  const arrays = await readNpz(bytes(id, file), defaultLimits);
  const at = (name: string) =>
    toTensor(
      arrays.get(name) ??
        (() => {
          throw new Error(`${id}/${file} has no ${name}`);
        })(),
    );
  const whole = (tensor: Tensor) => Int32Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i)));
  const [rows = 0, columns = 0] = whole(at("shape"));
  return new CsrMatrix([rows, columns], at("data") as CsrMatrix["data"], whole(at("indices")), whole(at("indptr")));
}

async function inputOf(id: string, { x }: Asked): Promise<ModelInput> {
  if (x.kind === "csr") return csrOf(id, x.file);
  if (x.kind === "text") return json(id, x.file) as string[];
  if (x.file.endsWith(".json")) {
    const { columns, data } = json(id, x.file) as { columns: string[]; data: HostValue[][] };
    return Object.fromEntries(columns.map((name, i) => [name, data.map((row) => row[i] ?? Number.NaN)]));
  }
  const tensor = toTensor(readNpy(bytes(id, x.file)));
  if (x.kind !== "table") return tensor;
  const [rows = 0, width = 0] = tensor.shape;
  const column = (j: number) => Float64Array.from({ length: rows }, (_, i) => Number(tensor.at(i * width + j)));
  return new Table(new Map((x.columns ?? []).map((name, j) => [name, new Tensor("float64", [rows], column(j))])));
}

async function answerOf(id: string, { file, format }: Method): Promise<unknown> {
  if (file.endsWith(".json")) return json(id, file);
  if (format === "csr") return csrOf(id, file);
  return toTensor(readNpy(bytes(id, file)));
}

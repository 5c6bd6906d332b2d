import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { engine } from "../../src/builtins.js";
import { layersWith, variablesIn } from "../../src/builtins-keras.js";
import { readNpy } from "../../src/container/npy/read.js";
import { toTensor } from "../../src/container/python/tensor.js";
import type { SavedLayer } from "../../src/decode/keras/layer.js";
import { KerasSource } from "../../src/decode/keras/source.js";
import { nameList } from "../../src/decode/keras/weights/legacy.js";
import { float32, load, Model, Tensor, verify } from "../../src/index.js";
import { difference } from "./compare.js";

/** Keras files from public repositories, beside the project (never in it), with what the Keras of their time answered. */
const folder = join(import.meta.dirname, "..", "..", "..", "shared", "wild");
const present = existsSync(join(folder, "manifest.jsonl"));
if (!present) console.warn(`\n  SKIPPED: the wild models are not there (${folder})\n`);

const KINDS = ["keras-h5", "keras-zip", "keras-json"];
const tolerance = { rtol: 1e-5, atol: 1e-6 };

interface Array_ {
  readonly shape: readonly number[];
  readonly sha256: string;
}
interface Case {
  readonly outcome: string;
  readonly reason?: string;
  readonly weights_formula?: string;
  readonly tensors?: readonly (Array_ & { readonly key: string })[];
  readonly objects?: readonly {
    readonly weights: readonly (Array_ & { readonly name: string })[];
    readonly x: { readonly file: string };
    readonly methods: Readonly<Record<string, { readonly file: string }>>;
  }[];
}

const ids: string[] = present
  ? readFileSync(join(folder, "manifest.jsonl"), "utf8")
      .trim()
      .split("\n")
      .map((line): { id: string; kind: string } => JSON.parse(line))
      .filter(({ kind }) => KINDS.includes(kind))
      .map(({ id }) => id)
  : [];
const caseOf = (id: string): Case => JSON.parse(readFileSync(join(folder, "expected", id, "case.json"), "utf8"));
const pathOf = (id: string) => join(folder, "files", id, readdirSync(join(folder, "files", id))[0] ?? "");
const arrayOf = (id: string, file: string) => toTensor(readNpy(new Uint8Array(readFileSync(join(folder, "expected", id, file)))));
const digest = ({ data }: Tensor) => {
  const { buffer, byteOffset, byteLength } = data as Float32Array;
  return createHash("sha256")
    .update(new Uint8Array(buffer, byteOffset, byteLength))
    .digest("hex");
};

/** A JSON architecture has no weights: both sides fill them by the formula of the case. */
async function open(id: string): Promise<Model> {
  const model = await load(pathOf(id));
  const { weights_formula, objects = [] } = caseOf(id);
  if (weights_formula === undefined) return model;
  const { source } = model;
  if (!(source instanceof KerasSource) || source.root === undefined) throw new Error(`${id} is no architecture`);
  const arrays = (objects[0]?.weights ?? []).map(({ name, shape }, k) => {
    const size = shape.reduce((product, length) => product * length, 1);
    const more = name.includes("variance") ? 0.6 : 0;
    return float32(
      shape,
      Array.from({ length: size }, (_, i) => Math.fround(Math.fround((((37 * i + 101 * k) % 1000) - 500) / 5000) + more)),
    );
  });
  const weights = nameList(source.root.layers, arrays, variablesIn(layersWith([])));
  const filled = new KerasSource(source.root, weights, source.container, source.saved);
  return new Model(filled, await engine(filled));
}

/** The same model computing in float64. */
async function inDouble(model: Model): Promise<Model> {
  const source = model.source as KerasSource;
  const wide = (layer: SavedLayer): SavedLayer => ({
    ...layer,
    config: { ...layer.config, dtype: "float64" },
    layers: layer.layers.map(wide),
  });
  const weights = new Map(
    [...source.weights].map(([name, tensor]) => [name, new Tensor("float64", tensor.shape, Float64Array.from(tensor.as("float32").data))]),
  );
  const root = source.root && wide(source.root);
  const double = new KerasSource(root, weights, source.container, source.saved);
  return new Model(double, await engine(double));
}

/** Elements that are farther from the exact answer than Keras's, by more than the tolerance. */
function farther(answer: Tensor, expected: Tensor, exact: Tensor): number[] {
  return Array.from({ length: exact.size }, (_, i) => i).filter((i) => {
    const [ours, theirs, truth] = [answer, expected, exact].map((tensor) => Number(tensor.at(i))) as [number, number, number];
    return Math.abs(ours - truth) > Math.abs(theirs - truth) + tolerance.rtol * Math.abs(truth) + tolerance.atol;
  });
}

describe.skipIf(!present)("wild Keras files", () => {
  it("are there", () => expect(ids.length).toBeGreaterThanOrEqual(10));

  it.each(ids)("%s opens, and is the same as itself", async (id) => {
    const model = await open(id);
    expect(typeof JSON.stringify(model.config)).toBe("string");
    expect((await verify(model, await open(id))).equal).toBe(true);
  });

  it.each(ids.filter((id) => caseOf(id).outcome === "ok"))("%s holds the weights that h5py finds", async (id) => {
    const { tensors, objects = [] } = caseOf(id);
    const expected = tensors ?? objects.flatMap(({ weights }) => weights);
    const { weights } = await open(id);
    expect(expected.length).toBeGreaterThan(0);
    // By content: the weights of files without a model are listed by name, those of models in Keras's order.
    const known = (all: readonly Array_[]) => all.map(({ shape, sha256 }) => `${shape.join()} ${sha256}`);
    const found = [...weights.values()].map((tensor) => ({ shape: tensor.shape, sha256: digest(tensor) }));
    if (tensors) expect(known(found).toSorted()).toEqual(known(expected).toSorted());
    else expect(known(found)).toEqual(known(expected));
  });

  it.each(ids.filter((id) => caseOf(id).objects?.some(({ methods }) => methods.predict)))("%s predicts as Keras", async (id) => {
    for (const { x, methods } of caseOf(id).objects ?? []) {
      const model = await open(id);
      const [input, expected] = [arrayOf(id, x.file), arrayOf(id, methods.predict?.file ?? "")];
      const answer = (await model.predict(input)) as Tensor;
      const found = difference([expected], answer, tolerance);
      // Sums of thousands that cancel: Keras's float32 has no more digits there than ours, and double precision tells which is nearer.
      if (found) expect(farther(answer, expected, (await (await inDouble(model)).predict(input)) as Tensor), found).toEqual([]);
    }
  });

  it("names the layer of an architecture that Keras cannot build without its author", async () => {
    const model = await load(pathOf("w229"));
    const source = model.source as KerasSource;
    let width = 39;
    const arrays = (source.root?.layers[0]?.layers ?? []).flatMap(({ config }) => {
      const [from, units] = [width, Number(config.units)];
      width = units;
      return [float32([from, units], new Float32Array(from * units)), float32([units], new Float32Array(units))];
    });
    const weights = nameList(source.root?.layers ?? [], arrays, variablesIn(layersWith([])));
    const filled = new KerasSource(source.root, weights, source.container, source.saved);
    const answer = new Model(filled, await engine(filled)).predict([Array.from({ length: 39 }, () => 0)]);
    await expect(answer).rejects.toMatchObject({ code: "keras/unknown-layer", message: expect.stringContaining("ClusteringLayer") });
  });

  it("takes the architecture of Keras 1 and the weights beside it", async () => {
    const model = await load(pathOf("w231"), { weights: pathOf("w175") });
    expect([...model.weights.keys()]).toEqual(["dense_1", "dense_2", "dense_3"].flatMap((name) => [`${name}/kernel`, `${name}/bias`]));
    const answer = (await model.predict([Array.from({ length: 8 }, (_, i) => i / 8)])) as Tensor;
    // Dropout does nothing here, two layers are softplus, the last a sigmoid.
    expect(Number(answer.at(0))).toBeCloseTo(kerasOne(model.weights), 5);
  });
});

/** The same by hand, in double precision. */
function kerasOne(weights: ReadonlyMap<string, Tensor>): number {
  let x = Array.from({ length: 8 }, (_, i) => i / 8);
  for (const name of ["dense_1", "dense_2", "dense_3"]) {
    const [kernel, bias] = [weights.get(`${name}/kernel`) as Tensor, weights.get(`${name}/bias`) as Tensor];
    const sums = Array.from({ length: bias.size }, (_, j) =>
      x.reduce((sum, v, i) => sum + v * Number(kernel.at(i * bias.size + j)), Number(bias.at(j))),
    );
    x = sums.map((sum) => (name === "dense_3" ? 1 / (1 + Math.exp(-sum)) : Math.max(sum, 0) + Math.log1p(Math.exp(-Math.abs(sum)))));
  }
  return x[0] ?? Number.NaN;
}

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readNpz } from "../../src/container/npy/npz.js";
import { toTensor } from "../../src/container/python/tensor.js";
import { load, type Model } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";
import { type DType, Tensor } from "../../src/tensor.js";

/** Where fixtures live, and how docs/fixtures.md lays them out. `BRINE_FIXTURES` names another folder of them. */
export const root = process.env.BRINE_FIXTURES ?? join(import.meta.dirname, "..", "fixtures", "keras");

export interface Described {
  readonly name: string;
  readonly dtype: DType;
  readonly shape: readonly number[];
}
/** One question: keys into data.npz. Those of a case are asked in order, of the same model. */
export interface Call {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}
export interface Tolerance {
  readonly rtol: number;
  readonly atol: number;
}
interface Document {
  readonly unit: string;
  readonly case: string;
  readonly files: readonly string[];
  readonly inputs: readonly Described[];
  readonly outputs: readonly Described[];
  readonly calls: readonly Call[];
  readonly tolerance: Tolerance;
  /** The version whose folder holds the same data.npz. */
  readonly data?: string;
}

/** One folder: what one version of Keras answered for one case. */
export class Fixture {
  readonly document: Document;
  #arrays: ReadonlyMap<string, Tensor> = new Map();
  #unpacked: string | undefined;

  /** @param name `Unit/version/case` */
  constructor(readonly name: string) {
    this.document = JSON.parse(readFileSync(join(root, name, "case.json"), "utf8"));
  }

  async open(): Promise<this> {
    const [unit = "", version = "", found = ""] = this.name.split("/");
    const bytes = readFileSync(join(root, unit, this.document.data ?? version, found, "data.npz"));
    const arrays = new Map<string, Tensor>();
    for (const [key, array] of await readNpz(new Uint8Array(bytes), defaultLimits)) arrays.set(key.replace(/\.npy$/, ""), toTensor(array));
    this.#arrays = arrays;
    return this;
  }

  /** The forms it was saved in, by the file that is opened: `model.keras`, `model.h5`, `model.json`. */
  get forms(): string[] {
    return this.document.files.filter((file) => !file.startsWith("model.weights")).map((file) => file.replace(/\.gz$/, ""));
  }

  load(form: string): Promise<Model> {
    return load(this.path(form), form.endsWith(".json") ? { weights: this.path("model.weights.h5") } : {});
  }

  /** A file of the folder, unpacked where it is kept packed. */
  path(file: string): string {
    const plain = join(root, this.name, file);
    if (existsSync(plain)) return plain;
    this.#unpacked ??= mkdtempSync(join(tmpdir(), "brine-keras-"));
    const target = join(this.#unpacked, file);
    if (!existsSync(target)) writeFileSync(target, gunzipSync(readFileSync(`${plain}.gz`)));
    return target;
  }

  /** Removes what was unpacked. */
  close(): void {
    if (this.#unpacked !== undefined) rmSync(this.#unpacked, { recursive: true });
    this.#unpacked = undefined;
  }

  /** What `predict` takes: the one input, or all by name. */
  inputs(call: Call): Tensor | Record<string, Tensor> {
    const tensors = call.inputs.map((key, i) => this.#tensor(key, this.document.inputs[i]));
    const [only] = tensors;
    if (tensors.length === 1 && only) return only;
    return Object.fromEntries(tensors.map((tensor, i) => [this.document.inputs[i]?.name ?? "", tensor]));
  }

  outputs(call: Call): Tensor[] {
    return call.outputs.map((key, i) => this.#tensor(key, this.document.outputs[i]));
  }

  /** bfloat16 is kept as its bits, which NumPy takes for uint16. */
  #tensor(key: string, described: Described | undefined): Tensor {
    const tensor = this.#arrays.get(key);
    if (!tensor || !described) throw new Error(`${this.name}: no array ${key}`);
    return described.dtype === "bfloat16" ? new Tensor("bfloat16", tensor.shape, tensor.as("uint16").data) : tensor;
  }
}

/** All cases, as `Unit/version/case`. `BRINE_UNITS=Dense,LSTM` and `BRINE_VERSIONS=3.15` narrow them while one works on a unit. */
export function fixtures(): string[] {
  const wanted = process.env.BRINE_UNITS?.split(",");
  const versions = process.env.BRINE_VERSIONS?.split(",");
  return readdirSync(root)
    .filter((unit) => wanted?.includes(unit) ?? true)
    .flatMap((unit) => readdirSync(join(root, unit)).map((version) => `${unit}/${version}`))
    .filter((name) => versions?.includes(name.split("/")[1] ?? "") ?? true)
    .flatMap((name) => readdirSync(join(root, name)).map((found) => `${name}/${found}`))
    .filter((name) => existsSync(join(root, name, "case.json")));
}

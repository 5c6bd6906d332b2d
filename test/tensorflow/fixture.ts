import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { readNpz } from "../../src/container/npy/npz.js";
import { toTensor } from "../../src/container/python/tensor.js";
import { load, type Model } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";
import type { Tensor } from "../../src/tensor.js";

export const root = join(import.meta.dirname, "..", "fixtures", "tensorflow");

interface Question {
  readonly method: string;
  /** Keys of data.npz by the name of the input or output. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}
type Stored = { readonly texts: number } | { readonly dtype: string; readonly shape: readonly number[]; readonly array: string };

/** One folder: what one version of TensorFlow saved, and what it answered (oracle/tensorflow_fixtures.py). */
export class Fixture {
  readonly document: { readonly asked: readonly Question[]; readonly tensors?: Readonly<Record<string, Stored>> };
  #arrays: ReadonlyMap<string, Tensor> = new Map();
  #unpacked = "";

  constructor(readonly name: string) {
    this.document = JSON.parse(readFileSync(join(root, name, "case.json"), "utf8"));
  }

  async open(): Promise<void> {
    const arrays = await readNpz(new Uint8Array(readFileSync(join(root, this.name, "data.npz"))), defaultLimits);
    this.#arrays = new Map([...arrays].map(([key, array]) => [key.replace(/\.npy$/, ""), toTensor(array)]));
    this.#unpacked = unpack(this.name);
  }

  close(): void {
    if (this.#unpacked !== "") rmSync(this.#unpacked, { recursive: true });
  }

  /** The saved folder; of a frozen graph its file. */
  get path(): string {
    const frozen = join(this.#unpacked, "frozen.pb");
    return existsSync(frozen) ? frozen : this.#unpacked;
  }

  load(): Promise<Model> {
    return load(this.path);
  }

  array(key: string): Tensor {
    const found = this.#arrays.get(key);
    if (found === undefined) throw new Error(`${this.name} has no array ${key}`);
    return found;
  }

  named(keys: Readonly<Record<string, string>>): Record<string, Tensor> {
    return Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, this.array(key)]));
  }
}

/** A fresh folder with the files as TensorFlow wrote them. */
export function unpack(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), "brine-tensorflow-"));
  const from = join(root, name, "model");
  for (const entry of readdirSync(from, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const to = join(folder, path.slice(from.length).replace(/\.gz$/, ""));
    const bytes = readFileSync(path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
  }
  return folder;
}

/** All, as `case/version`. */
export function fixtures(): string[] {
  return readdirSync(root).flatMap((name) => readdirSync(join(root, name)).map((version) => `${name}/${version}`));
}

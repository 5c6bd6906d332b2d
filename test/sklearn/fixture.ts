import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { readNpz } from "../../src/container/npy/npz.js";
import { toTensor } from "../../src/container/python/tensor.js";
import { defaultLimits } from "../../src/limits.js";
import type { ModelInput } from "../../src/model/form.js";
import { CsrMatrix } from "../../src/sparse.js";
import { Table } from "../../src/table.js";
import { type DType, type HostValue, sizeOf, Tensor } from "../../src/tensor.js";

/** Where fixtures live, and how docs/fixtures.md lays them out. `BRINE_FIXTURES` names another folder of them. */
export const root = process.env.BRINE_FIXTURES ?? join(import.meta.dirname, "..", "fixtures", "sklearn");

export interface Described {
  readonly kind: string;
  readonly [key: string]: unknown;
}
export interface Ask {
  readonly method: string;
  readonly kwargs?: Readonly<Record<string, unknown>>;
  readonly input?: Described;
}
export interface Case {
  readonly name: string;
  readonly model: string;
  readonly class: string;
  readonly input: Described;
  readonly answers: readonly (Ask & { readonly output: Described })[];
  readonly raises: readonly (Ask & { readonly type: string; readonly message: string })[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

type Contents = Pick<Fixture, "cases"> & {
  readonly arrays: Readonly<Record<string, readonly [DType, number, readonly number[], string?]>>;
  readonly lists: Readonly<Record<string, readonly unknown[] | { readonly in: string; readonly list: string }>>;
};

const contents = (folder: string): Contents => JSON.parse(readFileSync(join(folder, "case.json"), "utf8"));

/** A list that another version's folder holds. */
function listIn(folder: string, key: string): readonly unknown[] {
  const values = contents(folder).lists[key];
  if (values === undefined || "in" in values) throw new Error(`${folder}: no list ${key}`);
  return values;
}

/** One folder: what one version of scikit-learn answered for one unit. */
export class Fixture {
  readonly cases: readonly Case[];
  readonly #arrays: Contents["arrays"];
  readonly #lists: Readonly<Record<string, readonly unknown[]>>;
  /** The flat arrays, by `version/dtype`: of this folder, and of those that hold what is the same here. */
  readonly #members = new Map<string, Tensor>();

  constructor(readonly folder: string) {
    const json = contents(folder);
    this.cases = json.cases;
    this.#arrays = json.arrays;
    this.#lists = Object.fromEntries(
      Object.entries(json.lists).map(([key, values]) => [
        key,
        "in" in values ? listIn(join(folder, "..", values.in), values.list) : values,
      ]),
    );
  }

  async open(): Promise<this> {
    for (const version of new Set(Object.values(this.#arrays).map(([, , , other]) => other ?? basename(this.folder))))
      for (const [name, array] of await readNpz(new Uint8Array(readFileSync(join(this.folder, "..", version, "data.npz"))), defaultLimits))
        this.#members.set(`${version}/${name.replace(/\.npy$/, "")}`, toTensor(array));
    return this;
  }

  /** An array by its key. */
  array(key: unknown): Tensor {
    const [dtype, offset, shape, version] = this.#arrays[String(key)] ?? [];
    const member = dtype && this.#members.get(`${version ?? basename(this.folder)}/${dtype}`);
    if (!member || offset === undefined || !shape) throw new Error(`${this.folder}: no array ${String(key)}`);
    return new Tensor(member.dtype, shape, member.data.slice(offset, offset + sizeOf(shape)) as never);
  }

  values(described: Described): HostValue[] {
    const { values } = described;
    const list = typeof values === "string" ? this.#lists[values] : (values as unknown[] | undefined);
    if (list === undefined) throw new Error(`${this.folder}: no list ${String(values)}`);
    return list.map(cell);
  }

  /** An input as a user would hand it over. */
  input(described: Described): ModelInput {
    if (described.single) return this.values(described)[0] as unknown as ModelInput;
    switch (described.kind) {
      case "array":
        return this.array(described.array);
      case "csr":
        return this.csr(described);
      case "text":
      case "labels":
        return described.array === undefined ? tensorOf(this.values(described), described.dtype) : this.array(described.array);
      case "objects": {
        const flat = tensorOf(this.values(described), described.dtype);
        return flat.reshape(described.shape as number[]);
      }
      case "records":
        return this.values(described) as unknown as ModelInput;
      case "table":
        return this.table(described);
      default:
        throw new Error(`input of kind ${described.kind}`);
    }
  }

  table(described: Described): Table {
    const columns = described.columns as (Described & { name: string; missing?: string })[];
    return new Table(
      new Map(
        columns.map((column) => {
          if (column.array !== undefined) return [column.name, this.array(column.array)];
          const missing = column.missing === "none" ? null : Number.NaN;
          const cells = this.values(column).map((value) => (value === null ? missing : value));
          return [column.name, tensorOf(cells, cells.every((c) => typeof c === "string") ? "str" : "object")];
        }),
      ),
    );
  }

  csr(described: Described): CsrMatrix {
    const whole = (key: unknown) => {
      const tensor = this.array(key);
      return Int32Array.from({ length: tensor.size }, (_, i) => Number(tensor.at(i)));
    };
    return new CsrMatrix(
      described.shape as [number, number],
      this.array(described.data) as CsrMatrix["data"],
      whole(described.indices),
      whole(described.indptr),
    );
  }
}

function tensorOf(values: HostValue[], dtype: unknown): Tensor {
  return dtype !== "object" && values.every((value) => typeof value === "string")
    ? new Tensor("string", [values.length], values as string[])
    : new Tensor("object", [values.length], values);
}

function cell(value: unknown): HostValue {
  if (typeof value !== "object" || value === null) return value as HostValue;
  if ("nan" in value) return Number.NaN;
  if ("inf" in value) return Number(value.inf) * Number.POSITIVE_INFINITY;
  if (Array.isArray(value)) return value.map(cell);
  return new Map(Object.entries(value).map(([key, item]) => [key, cell(item)]));
}

/** All folders, as `Unit/version`. `BRINE_UNITS=KMeans,PCA` narrows them while one works on a unit. */
export function folders(): string[] {
  const wanted = process.env.BRINE_UNITS?.split(",");
  const versions = process.env.BRINE_VERSIONS?.split(",");
  return readdirSync(root)
    .filter((unit) => wanted?.includes(unit) ?? true)
    .flatMap((unit) => readdirSync(join(root, unit)).map((version) => `${unit}/${version}`))
    .filter((name) => versions?.includes(name.split("/")[1] ?? "") ?? true)
    .filter((name) => existsSync(join(root, name, "case.json")));
}

import { PyObject, type PyValue } from "../../container/pickle/values.js";
import { NdArray } from "../../container/python/array.js";
import { realize } from "../../container/python/realize.js";
import { attributesOf, describe } from "../../decode/sklearn/object.js";
import { ModelError } from "../../errors.js";
import type { Trees } from "../../graph/ops/treeEnsemble.js";
import type { Tensor } from "../../tensor.js";
import { arrayOf, list } from "./fields.js";

/** Trees of boosting by histograms, with one value per node. */
export interface HistTrees {
  readonly trees: Trees;
  readonly values: Float64Array;
  /** Trees in each iteration: 1, or one per class. */
  readonly perIteration: number;
}

/** 256 bits, the categories that a byte can name. */
const WORDS = 8;

/**
 * `_predictors`: for each iteration a list of TreePredictor, whose nodes are records (sklearn/ensemble/_hist_gradient_boosting:
 * common.pyx, PREDICTOR_RECORD_DTYPE). The field that holds a threshold was called `threshold` before 0.24.
 * @param known - the known categories of a column as 256 bits; all others go where missing values go
 */
export function readHistTrees(value: PyValue, where: string, known: (column: number) => Uint32Array | undefined): HistTrees {
  const iterations = list(value, where).map((item) => list(item, where));
  const predictors = iterations.flat().map((item, i) => attributesOf(requireRecord(item, `${where}[${i}]`)));
  const nodes = predictors.map((predictor, i) => new Records(realize(predictor.get("nodes") ?? null), `${where}[${i}].nodes`));
  const total = nodes.reduce((sum, { count }) => sum + count, 0);
  const trees = {
    roots: new Int32Array(nodes.length),
    feature: new Int32Array(total).fill(-1),
    threshold: new Float64Array(total),
    left: new Int32Array(total),
    right: new Int32Array(total),
    missingLeft: new Uint8Array(total),
  };
  const values = new Float64Array(total);
  const set = new Int32Array(total).fill(-1);
  const bits: number[] = [];
  let at = 0;
  nodes.forEach((records, t) => {
    trees.roots[t] = at;
    const thresholds = records.has("num_threshold") ? "num_threshold" : "threshold";
    const categorical = records.has("is_categorical");
    const leftBits = categorical
      ? arrayOf(predictors[t]?.get("raw_left_cat_bitsets") ?? null, `${where}[${t}].raw_left_cat_bitsets`)
      : undefined;
    for (let i = 0; i < records.count; i++) {
      const node = at + i;
      values[node] = records.read(i, "value");
      if (records.read(i, "is_leaf") !== 0) continue;
      const column = records.read(i, "feature_idx");
      trees.feature[node] = column;
      trees.threshold[node] = records.read(i, thresholds);
      trees.left[node] = at + records.read(i, "left");
      trees.right[node] = at + records.read(i, "right");
      trees.missingLeft[node] = records.read(i, "missing_go_to_left");
      if (!leftBits || records.read(i, "is_categorical") === 0) continue;
      set[node] = bits.length / WORDS;
      addCategories(bits, leftBits, records.read(i, "bitset_idx"), trees.missingLeft[node] === 1 ? known(column) : undefined);
    }
    at += records.count;
  });
  const categories = bits.length > 0 ? { categories: { set, bits: Uint32Array.from(bits) } } : {};
  return { trees: { ...trees, ...categories }, values, perIteration: iterations[0]?.length ?? 1 };
}

/** Appends the categories that go left; with them the unknown ones, where missing values go left. */
function addCategories(bits: number[], left: Tensor, row: number, known: Uint32Array | undefined): void {
  for (let w = 0; w < WORDS; w++) {
    const word = Number(left.at(row * WORDS + w));
    bits.push(known ? (word | ~(known[w] as number)) >>> 0 : word);
  }
}

function requireRecord(value: PyValue, where: string): PyObject {
  const record = realize(value);
  if (record instanceof PyObject) return record;
  throw new ModelError("sklearn/attribute", `${where} should be a TreePredictor, but is ${describe(record)}.`, { where });
}

/** A structured array whose fields are read one at a time; they may stand at any address. */
class Records {
  readonly count: number;
  readonly #view: DataView;
  readonly #size: number;
  readonly #readers = new Map<string, (at: number) => number>();

  constructor(nodes: unknown, where: string) {
    const whole = nodes instanceof NdArray && nodes.bytes !== undefined && nodes.bytes.length >= nodes.size * nodes.dtype.itemSize;
    if (!whole || nodes.bytes === undefined || nodes.dtype.fields === undefined)
      throw new ModelError("sklearn/attribute", `${where} should be records, but is ${describe(nodes)}.`, { where });
    const view = new DataView(nodes.bytes.buffer, nodes.bytes.byteOffset, nodes.bytes.byteLength);
    this.count = nodes.size;
    this.#view = view;
    this.#size = nodes.dtype.itemSize;
    for (const { name, dtype, offset } of nodes.dtype.fields) {
      const little = dtype.byteOrder !== ">";
      const { kind, itemSize } = dtype;
      if (offset + itemSize > nodes.dtype.itemSize) continue;
      if (kind === "f" && itemSize >= 4)
        this.#readers.set(name, (at) => (itemSize === 8 ? view.getFloat64(at + offset, little) : view.getFloat32(at + offset, little)));
      else if (itemSize === 1) this.#readers.set(name, (at) => view.getUint8(at + offset));
      else if (itemSize === 4) this.#readers.set(name, (at) => view.getUint32(at + offset, little));
      else if (itemSize === 8) this.#readers.set(name, (at) => Number(view.getBigInt64(at + offset, little)));
    }
  }

  has(name: string): boolean {
    return this.#readers.has(name);
  }

  read(i: number, name: string): number {
    const reader = this.#readers.get(name);
    if (reader === undefined) throw new ModelError("sklearn/attribute", `The nodes of a TreePredictor have no field "${name}".`);
    if ((i + 1) * this.#size > this.#view.byteLength)
      throw new ModelError("sklearn/attribute", `The nodes of a TreePredictor end before node ${i}.`);
    return reader(i * this.#size);
  }
}

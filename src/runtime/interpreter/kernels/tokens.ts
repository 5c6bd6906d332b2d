import { ModelError } from "../../../errors.js";
import { requireTensor } from "../../../graph/builder.js";
import * as ops from "../../../graph/ops/tokens.js";
import { allocate, type Data, type DType, Tensor } from "../../../tensor.js";
import { kernel } from "../kernel.js";
import { exactNumbers, isWide, type Numbers, numbersOf, storeIntegers } from "../numbers.js";
import { crossed, fingerprint64 } from "../text/fingerprint.js";
import { sipHash } from "../text/siphash.js";
import { joinedRuns, lowered, splitAtSpaces, withoutPunctuation } from "../text/tokens.js";

const utf8 = new TextEncoder();

/** A batch says the same texts again and again; beyond so many distinct ones they are not kept. */
const MOST_KEPT = 65_536;

/** A function of texts that remembers what it answered. */
function remembered<T>(of: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    if (known.size >= MOST_KEPT) known.clear();
    const answer = of(text);
    known.set(text, answer);
    return answer;
  };
}

export const hashBuckets = kernel(ops.hashBuckets, ({ buckets, key }) => {
  const count = BigInt(buckets);
  const bucket = remembered((text) => {
    const bytes = utf8.encode(text);
    return (key ? sipHash(bytes, key) : fingerprint64(bytes)) % count;
  });
  return ([input]) => {
    const x = requireTensor(input, ops.hashBuckets.op).as("string");
    const out = new BigInt64Array(x.size);
    for (let i = 0; i < out.length; i++) out[i] = bucket(x.data[i] as string);
    return [new Tensor("int64", x.shape, out)];
  };
});

export const crossBuckets = kernel(ops.crossBuckets, ({ buckets, seed }) => {
  const count = BigInt(buckets);
  const hash = remembered((text) => fingerprint64(utf8.encode(text)));
  return (inputs) => {
    const columns = inputs.map((input) => requireTensor(input, ops.crossBuckets.op));
    const [first] = columns;
    const out = new BigInt64Array(first?.size ?? 0);
    for (let i = 0; i < out.length; i++) {
      let mix = seed;
      for (const column of columns) {
        const cell = (column.data as Data)[i];
        mix = crossed(mix, typeof cell === "string" ? hash(cell) : BigInt.asUintN(64, cell as bigint));
      }
      out[i] = mix % count;
    }
    return [new Tensor("int64", first?.shape ?? [], out)];
  };
});

/** Texts and numbers by where they stand: int64 within 2^53 as numbers, which are found sooner. */
function placesOf({ keys, indices }: ops.LookUpAttributes): ReadonlyMap<string | number | bigint, number> {
  const cells: ArrayLike<string | number | bigint> =
    keys.dtype === "string" ? (keys.data as string[]) : (exactNumbers(keys.data as BigInt64Array) ?? (keys.data as BigInt64Array));
  return new Map(Array.from(cells, (cell, i) => [cell, indices[i] as number]));
}

export const lookUp = kernel(ops.lookUp, (attributes) => {
  const places = placesOf(attributes);
  const { keys, unknown } = attributes;
  const wide = keys.dtype === "int64" && exactNumbers(keys.data as BigInt64Array) === undefined;
  return ([input]) => {
    const x = requireTensor(input, ops.lookUp.op).as(keys.dtype) as Tensor;
    const data: Data = x.data;
    const cells = data instanceof BigInt64Array && !wide ? (exactNumbers(data) ?? Array.from(data, lessWide)) : data;
    const found = new Float64Array(x.size);
    const strangers: unknown[] = [];
    for (let i = 0; i < found.length; i++) {
      const place = places.get(cells[i] as string | number | bigint);
      if (place === undefined && typeof unknown !== "number") strangers.push(data[i]);
      found[i] = place ?? (typeof unknown === "number" ? unknown : -1);
    }
    if (typeof unknown !== "number" && strangers.length > 0)
      throw new ModelError("input/value", `${unknown[0]}${shown(strangers)}${unknown[1]}`, { where: "X", python: "InvalidArgumentError" });
    const out = new BigInt64Array(found.length);
    storeIntegers(found, out);
    return [new Tensor("int64", x.shape, out)];
  };
});

const lessWide = (cell: bigint): bigint | number => (BigInt.asIntN(53, cell) === cell ? Number(cell) : cell);

/** As tf.strings.format shows a vector: three of each end. */
function shown(cells: readonly unknown[]): string {
  const words = cells.map((cell) => (typeof cell === "string" ? `"${cell}"` : String(cell)));
  return words.length <= 6 ? `[${words.join(" ")}]` : `[${words.slice(0, 3).join(" ")} ... ${words.slice(-3).join(" ")}]`;
}

export const countIndices = kernel(ops.countIndices, ({ depth, binary, dtype, outside }) => (inputs) => {
  const x = requireTensor(inputs[0], ops.countIndices.op);
  const indices = numbersOf(ops.countIndices.op, x);
  const weights = inputs[1] && numbersOf(ops.countIndices.op, requireTensor(inputs[1], ops.countIndices.op));
  const length = x.shape.at(-1) ?? 1;
  const lines = length === 0 ? x.shape.slice(0, -1).reduce((size, dim) => size * dim, 1) : indices.length / length;
  const counts = new Float64Array(lines * depth);
  for (let line = 0, k = 0; line < lines; line++)
    for (let i = 0; i < length; i++, k++) {
      const index = indices[k] as number;
      if (!(index >= 0 && index < depth)) {
        if (outside !== "dropped") throw new ModelError("input/value", outside.message, { where: "X", python: outside.python });
        continue;
      }
      const place = line * depth + index;
      counts[place] = binary ? 1 : (counts[place] as number) + (weights ? (weights[k] as number) : 1);
    }
  return [new Tensor<DType>(dtype, [...x.shape.slice(0, -1), depth], stored(counts, dtype))];
});

function stored(numbers: Float64Array, dtype: DType): Data {
  if (dtype === "float64") return numbers;
  const out = allocate(dtype, numbers.length);
  if (isWide(dtype)) storeIntegers(numbers, out as BigInt64Array);
  else (out as Numbers).set(numbers);
  return out;
}

export const standardizeText = kernel(ops.standardizeText, ({ lower, stripPunctuation }) => ([input]) => {
  const x = requireTensor(input, ops.standardizeText.op).as("string");
  const out = x.data.map((text) => {
    const cased = lower ? lowered(text) : text;
    return stripPunctuation ? withoutPunctuation(cased) : cased;
  });
  return [new Tensor("string", x.shape, out)];
});

export const tokenIndices = kernel(ops.tokenIndices, ({ split, ngrams, vocabulary, unknown, empty, length }) => {
  const indexOf = (token: string): number => (token === "" ? empty : (vocabulary.get(token) ?? unknown));
  const tokensOf = (texts: readonly string[]): string[] =>
    split === "none" ? [...texts] : split === "character" ? [...(texts[0] as string)] : splitAtSpaces(texts[0] as string);
  return ([input]) => {
    const x = requireTensor(input, ops.tokenIndices.op).as("string");
    const rows = x.shape[0] ?? 0;
    const width = split === "none" ? (x.shape[1] ?? 1) : 1;
    const found: number[][] = [];
    for (let i = 0; i < rows; i++) {
      const tokens = tokensOf(x.data.slice(i * width, (i + 1) * width));
      found.push((ngrams ? joinedRuns(tokens, ngrams) : tokens).map(indexOf));
    }
    const steps = length ?? found.reduce((longest, line) => Math.max(longest, line.length), 0);
    const out = new Float64Array(rows * steps).fill(empty);
    for (const [i, line] of found.entries()) out.set(line.length > steps ? line.slice(0, steps) : line, i * steps);
    const indices = new BigInt64Array(out.length);
    storeIntegers(out, indices);
    return [new Tensor("int64", [rows, steps], indices)];
  };
});

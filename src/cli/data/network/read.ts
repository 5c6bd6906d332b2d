import { stat } from "node:fs/promises";
import { readNpz } from "../../../container/npy/npz.js";
import { toTensor } from "../../../container/python/tensor.js";
import { ModelError } from "../../../errors.js";
import { defaultLimits } from "../../../limits.js";
import type { TensorInput } from "../../../lower/lowering.js";
import { type ImageOptions, imageFiles, looksLikeImage, readImages } from "../image/read.js";
import { type Input, openInput } from "../input.js";
import { readJsonArrays } from "../json/arrays.js";
import type { ReadOptions } from "../options.js";
import { readBatches, sniffedFormat } from "../read.js";
import { type Arrays, byName, checkRows, defaultRows, inPieces, ofBatch } from "./arrays.js";

export interface NetworkOptions extends ReadOptions {
  readonly images?: ImageOptions;
}

/**
 * What a network is asked, in batches: from `FILE` that holds all of its inputs, from `NAME=FILE` for each, or from images and folders of images.
 * @throws ModelError `input/names` where inputs are missing or unknown, `input/shape` where their numbers of rows differ
 */
export async function* readNetwork(
  inputs: readonly string[],
  declared: readonly TensorInput[],
  options: NetworkOptions,
): AsyncGenerator<Arrays> {
  const ready = { ...options, batchRows: options.batchRows ?? defaultRows(declared) };
  const named = await namedFiles(inputs, declared);
  if (named === undefined) {
    yield* readOne(inputs, declared, ready);
    return;
  }
  const sources = [...named].map(([input, files]) => readOne(files, [input], ready)[Symbol.asyncIterator]());
  for (;;) {
    const next = await Promise.all(sources.map((source) => source.next()));
    if (next.every(({ done }) => done)) return;
    const arrays = Object.assign({}, ...next.map(({ done, value }) => (done ? {} : value))) as Arrays;
    if (next.some(({ done }) => done)) throw unequal(Object.keys(arrays));
    checkRows(arrays, "--input");
    yield arrays;
  }
}

const unequal = (longer: readonly string[]): ModelError =>
  new ModelError("input/shape", `The inputs need the same number of rows; ${longer.join(", ")} has more than the others.`);

/** Files by the input that they are for; undefined where none is named. */
async function namedFiles(inputs: readonly string[], declared: readonly TensorInput[]): Promise<Map<TensorInput, string[]> | undefined> {
  const found = new Map<TensorInput, string[]>();
  const plain: string[] = [];
  for (const text of inputs) {
    const at = text.indexOf("=");
    const input = declared.find(({ name }) => name === text.slice(0, at));
    if (at > 0 && input) found.set(input, [...(found.get(input) ?? []), text.slice(at + 1)]);
    else plain.push(text);
  }
  const names = declared.map(({ name }) => name);
  for (const text of plain)
    if (/^[\w./-]+=/.test(text) && !(await isThere(text)))
      throw new ModelError("input/names", `--input ${text}: the model takes ${names.join(", ")}.`, { where: text });
  if (found.size === 0) return undefined;
  const missing = names.filter((name) => ![...found.keys()].some((input) => input.name === name));
  if (missing.length > 0 || plain.length > 0)
    throw new ModelError(
      "input/names",
      plain.length > 0
        ? `--input ${plain[0]} names no input, and others do: give each as NAME=FILE; the model takes ${names.join(", ")}.`
        : `The model takes ${names.join(", ")}; give --input ${missing[0]}=FILE as well.`,
    );
  return found;
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** One file with everything in it, or any number of images for the one input. */
async function* readOne(
  files: readonly string[],
  declared: readonly TensorInput[],
  options: NetworkOptions & { batchRows: number },
): AsyncGenerator<Arrays> {
  const [first = "-"] = files;
  const [only] = declared;
  if (only && (await areImages(files))) {
    if (declared.length > 1) throw manyInputs(declared, first);
    const all = (await Promise.all(files.map(imageFiles))).flat();
    for await (const tensor of readImages(all, only, options.batchRows, options.images ?? {}, options.onBytes))
      yield { [only.name]: tensor };
    return;
  }
  if (files.length > 1) throw new ModelError("cli/usage", `--input is given ${files.length} times; write NAME=FILE, or give images.`);
  const whole = await wholeArrays(first, declared, options);
  if (whole) yield* inPieces(whole, options.batchRows, first);
  else for await (const batch of readBatches(first, { ...options, texts: textColumns(declared) })) yield ofBatch(batch, declared, first);
}

/** Texts that look like numbers are texts where the model takes texts. */
function textColumns(declared: readonly TensorInput[]): readonly string[] | true {
  const texts = declared.filter(({ dtype }) => dtype === "string").map(({ name }) => name);
  return texts.length === 1 && declared.length === 1 ? true : texts;
}

const manyInputs = (declared: readonly TensorInput[], file: string): ModelError =>
  new ModelError(
    "input/names",
    `The model takes ${declared.map(({ name }) => name).join(", ")}; say which is ${file}: --input NAME=${file}.`,
  );

async function areImages(files: readonly string[]): Promise<boolean> {
  const kinds = await Promise.all(files.map(async (file) => looksLikeImage(file) || (file !== "-" && (await isFolder(file)))));
  return kinds.every(Boolean);
}

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Formats that name arrays of any rank; undefined for tables and single arrays, which are read as for other models. */
async function wholeArrays(file: string, declared: readonly TensorInput[], options: NetworkOptions): Promise<Arrays | undefined> {
  if (file === "-" || options.columns) return undefined;
  const input = await openInput(file, options);
  try {
    const format = options.format ?? sniffedFormat(input);
    if (format === "npz") return byName(await npzArrays(input, options), declared, file);
    const found =
      format === "json"
        ? await readJsonArrays(
            input,
            declared.map(({ name }) => name),
            options,
          )
        : undefined;
    return found && byName(found, declared, file);
  } finally {
    await input.close();
  }
}

async function npzArrays(input: Input, options: NetworkOptions) {
  const source = await input.source();
  const limits = options.limits ?? defaultLimits;
  if (source.size > limits.maxBytes)
    throw new ModelError("bytes/too-large", `${source.name} has ${source.size} bytes; the limit (maxBytes) is ${limits.maxBytes}.`, {
      where: source.name,
    });
  const arrays = await readNpz(await source.read(0, source.size), limits, input.name);
  return new Map([...arrays].map(([name, array]) => [name, toTensor(array)] as const));
}

import type { Json, SourceModel } from "../../decode/source.js";
import { type LayerSummary, load, type Model, ModelError } from "../../index.js";
import { bytesPerElement, type Tensor } from "../../tensor.js";
import { formatTable } from "../data/text-table.js";

export interface InspectArguments {
  readonly weights?: boolean;
  readonly json?: boolean;
}

/** Weights shown unless all are asked for. */
const SHOWN_WEIGHTS = 12;
/** Parts shown of a file that holds very many. */
const SHOWN_PARTS = 40;

/** Everything that can be told without asking the model anything. */
export async function inspect(path: string, options: InspectArguments): Promise<number> {
  const model = await load(path);
  process.stdout.write(options.json ? `${JSON.stringify(summary(model))}\n` : `${text(model, options.weights ?? false)}\n`);
  return 0;
}

function summary(model: Model) {
  return {
    kind: model.kind,
    framework: model.framework,
    frameworkVersion: model.frameworkVersion ?? null,
    container: model.source.container.type,
    notes: model.source.container.notes,
    inputs: model.inputs ?? null,
    classes: model.classes ?? null,
    methods: [...model.methods, ...model.hostMethods],
    unknown: unknownClass(model) ?? null,
    config: model.config,
    parts: [...model.parts].map(([name, part]) => ({
      name,
      kind: part.kind,
      framework: part.framework,
      frameworkVersion: part.frameworkVersion ?? null,
    })),
    weights: [...model.weights].map(([name, tensor]) => ({ name, dtype: tensor.dtype, shape: tensor.shape })),
  };
}

function text(model: Model, allWeights: boolean): string {
  const version = model.frameworkVersion ? ` ${model.frameworkVersion}` : "";
  const rows: [string, string][] = [
    ["model", model.kind],
    ["saved by", `${model.framework}${version}`],
    ["container", model.source.container.type],
  ];
  if (model.inputs) rows.push(["inputs", inputText(model)]);
  if (model.classes) rows.push(["classes", shorten(model.classes.join(", "))]);
  const methods = [...model.methods, ...model.hostMethods];
  if (methods.length > 0) rows.push(["methods", methods.join(", ")]);
  const unknown = unknownClass(model);
  if (unknown) rows.push(["not computed", unknown]);
  for (const note of model.source.container.notes) rows.push(["note", `${note.message} (byte ${note.offset})`]);
  const blocks = [rows.map(([name, value]) => `${name.padEnd(13)} ${printable(value)}`).join("\n")];
  const parameters = model.inputs?.kind === "tensors" ? [] : parameterLines(model.config);
  if (parameters.length > 0) blocks.push(`parameters\n${parameters.join("\n")}`);
  const parts = partLines(model.source);
  if (parts.length > 0)
    blocks.push(
      `parts (open one with FILE#name)\n${parts.slice(0, SHOWN_PARTS).join("\n")}${parts.length > SHOWN_PARTS ? `\n  … and ${parts.length - SHOWN_PARTS} more` : ""}`,
    );
  const layers = model.summary();
  if (layers) blocks.push(layerTable(layers));
  const weights = [...model.weights];
  if (weights.length > 0) blocks.push(weightTable(weights, allWeights));
  return blocks.join("\n\n");
}

function inputText(model: Model): string {
  const { kind, columns, names, tensors = [] } = model.inputs ?? { kind: "matrix" };
  if (kind === "tensors")
    return tensors.map(({ name, dtype, shape }) => `${name}: ${dtype} [${shape?.map((dim) => dim ?? "?").join(", ") ?? "?"}]`).join("; ");
  if (kind !== "matrix") return { texts: "texts, one per row", labels: "labels, one per row", records: "dicts, one per row" }[kind];
  const list = names ? `: ${shorten(names.join(", "))}` : "";
  return columns === undefined ? `rows of numbers${list}` : `rows of ${columns} columns${list}`;
}

/** Why the model cannot be asked, where it cannot. */
function unknownClass(model: Model): string | undefined {
  if (model.methods.length > 0) return undefined;
  try {
    model.describe("get_params");
  } catch (error) {
    if (error instanceof ModelError && error.code === "sklearn/unknown-class") return error.message;
  }
  return undefined;
}

function parameterLines(config: Json): string[] {
  if (typeof config !== "object" || config === null || Array.isArray(config)) return [];
  return Object.entries(config)
    .filter(([name]) => name !== "class")
    .map(([name, value]) => `  ${printable(name)} = ${printable(shorten(JSON.stringify(value) ?? ""))}`);
}

/** Nesting of parts that is shown; deeper ones are reached by name. */
const SHOWN_DEPTH = 4;
/** So many parts of one kind stand in one line. */
const MANY = 4;

function partLines(source: SourceModel, depth = 1): string[] {
  const indent = "  ".repeat(depth);
  const below = (part: SourceModel) => (depth < SHOWN_DEPTH ? partLines(part, depth + 1) : []);
  return [...source.parts].flatMap(([name, part]) => {
    const version = part.frameworkVersion ? ` (${part.framework} ${part.frameworkVersion})` : "";
    const alike = alikeParts(part);
    if (alike) return [`${indent}${printable(name)}: ${part.parts.size} × ${alike.kind}`, ...below(alike)];
    return [`${indent}${printable(name)}: ${part.kind}${version}`, ...below(part)];
  });
}

/** The first of many parts of one kind, such as the trees of a forest. */
function alikeParts(source: SourceModel): SourceModel | undefined {
  const [first, ...others] = source.parts.values();
  if (first === undefined || others.length + 1 < MANY) return undefined;
  return others.every(({ kind, parts }) => kind === first.kind && parts.size === first.parts.size) ? first : undefined;
}

/** The table of Keras's `summary()`. */
function layerTable(layers: readonly LayerSummary[]): string {
  const isPlain = layers.every(({ from }, i) => from.length === 0 || (from.length === 1 && from[0] === layers[i - 1]?.name));
  const shapeText = ({ shapes }: LayerSummary) =>
    shapes?.map((shape) => `(${shape.map((dim) => dim ?? "None").join(", ")})`).join(", ") ?? "?";
  const rows = layers.map((layer) => [
    `${layer.name} (${layer.kind})`,
    shapeText(layer),
    layer.trainable + layer.fixed,
    ...(isPlain ? [] : [layer.from.join(", ")]),
  ]);
  const header = ["layer (type)", "output shape", "parameters", ...(isPlain ? [] : ["connected to"])];
  const trainable = layers.reduce((sum, layer) => sum + layer.trainable, 0);
  const fixed = layers.reduce((sum, layer) => sum + layer.fixed, 0);
  const count = (value: number) => value.toLocaleString("en");
  return `${formatTable([header, ...rows], { header: true })}\n${count(trainable + fixed)} parameters: ${count(trainable)} trainable, ${count(fixed)} not`;
}

function weightTable(weights: readonly [string, Tensor][], all: boolean): string {
  const shown = all ? weights : weights.slice(0, SHOWN_WEIGHTS);
  const bytes = weights.reduce((sum, [, tensor]) => sum + tensor.size * bytesPerElement[tensor.dtype], 0);
  const lines = shown.map(([name, tensor]) => [name, tensor.dtype, `[${tensor.shape.join(", ")}]`]);
  const table = formatTable([["weight", "dtype", "shape"], ...lines], { header: true });
  const rest = weights.length > shown.length ? `\n… and ${weights.length - shown.length} more (--weights lists all)` : "";
  return `${table}${rest}\n${weights.length} arrays, ${bytes.toLocaleString("en")} bytes`;
}

const WIDE = 160;

function shorten(text: string): string {
  return text.length > WIDE ? `${text.slice(0, WIDE - 1)}…` : text;
}

/** Names out of a file must not steer the terminal. */
function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, (c) => `\\x${(c.codePointAt(0) ?? 0).toString(16).padStart(2, "0")}`);
}

import { stat } from "node:fs/promises";
import type { CompressOption } from "../../container/codec/compress.js";
import { type Compression, compressions } from "../../container/codec/detect.js";
import { load, type Model, ModelError, verify } from "../../index.js";
import type { SaveOptions } from "../../model/save.js";
import { readRows } from "../data/rows.js";

export interface ConvertArguments {
  readonly format?: string;
  readonly compress?: string;
  readonly protocol?: number;
  readonly input?: readonly string[];
  readonly method?: readonly string[];
  readonly json?: boolean;
}

/** Writes, opens what was written, compares. 0 where it is the same model, 1 where it came back different. */
export async function convert(source: string, target: string, options: ConvertArguments): Promise<number> {
  const model = await load(source);
  const input = options.input === undefined ? undefined : await readRows(model, options.input);
  const settings: SaveOptions = {
    ...(options.format ? { format: options.format } : {}),
    ...(options.compress === undefined ? {} : { compress: compression(options.compress) }),
    ...(options.protocol === undefined ? {} : { protocol: protocolOf(options.protocol) }),
    ...(input ? { input } : {}),
    ...(options.method ? { methods: options.method } : {}),
  };
  await model.save(target, settings);
  const { size } = await stat(target);
  const comparable = !target.endsWith(".onnx") && options.format !== "onnx";
  const back = comparable ? await load(target) : undefined;
  const held = back === undefined ? "nothing" : heldOf(model, back);
  const all = back && (await verify(model, back));
  // An architecture alone is compared without the weights that the file is not meant to have.
  const result = all && held === "architecture" ? { ...all, weights: [], equal: all.configuration.length === 0 } : all;
  if (options.json) process.stdout.write(`${JSON.stringify({ target, bytes: size, verified: result ?? null })}\n`);
  else {
    const verdict =
      result === undefined ? "" : result.equal ? `, opened again and compared: ${sameness[held]}` : ", but it does not come back the same";
    process.stdout.write(`${target}: ${size.toLocaleString("en")} bytes${verdict}\n`);
    if (result === undefined && !options.json)
      process.stdout.write(`Try: brine verify ${source} ${target} --input ROWS --tolerance 1e-5\n`);
  }
  return result && !result.equal ? 1 : 0;
}

type Held = "model" | "weights" | "architecture" | "nothing";

const sameness: Record<Held, string> = {
  model: "the same model",
  weights: "the same weights; the architecture is not in it",
  architecture: "the same model without weights: keep them beside it",
  nothing: "",
};

/** Formats such as .safetensors and .json hold a part of the model. */
function heldOf(model: Model, back: Model): Held {
  if (back.source.weightsOnly && !model.source.weightsOnly) return "weights";
  return back.weights.size === 0 && model.weights.size > 0 ? "architecture" : "model";
}

function compression(text: string): CompressOption {
  const [method = "", level] = text.split(":");
  if (/^\d$/.test(text)) return Number(text);
  const found = compressions.find((candidate: Compression) => candidate === method);
  if (found === undefined || (level !== undefined && !/^\d$/.test(level)))
    throw new ModelError("cli/usage", `--compress ${text}: give one of ${compressions.join(", ")}, a level from 0 to 9, or METHOD:LEVEL.`);
  return level === undefined ? found : [found, Number(level)];
}

function protocolOf(protocol: number): 2 | 3 | 4 | 5 {
  if (protocol === 2 || protocol === 3 || protocol === 4 || protocol === 5) return protocol;
  throw new ModelError("cli/usage", `--protocol ${protocol}: protocols 2 to 5 are written.`);
}

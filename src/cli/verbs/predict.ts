import { type Answer, CsrMatrix, load, type Model, ModelError, Table, Tensor } from "../../index.js";
import { type Batch, rowsOf } from "../data/batch.js";
import { type ImageArguments, imageOptions } from "../data/image/options.js";
import { type Arrays, rowsIn } from "../data/network/arrays.js";
import { readNetwork } from "../data/network/read.js";
import { type InputFormat, onlyInput } from "../data/options.js";
import { ProgressBar } from "../data/progress.js";
import { readBatches } from "../data/read.js";
import type { Result } from "../data/write/columns.js";
import { openWriter } from "../data/write/open.js";
import { areScores, rankingText } from "../data/write/ranking.js";

export interface PredictArguments extends ImageArguments {
  /** A file; for a network also one for each input, `NAME=FILE`, or images. */
  readonly input: readonly string[];
  readonly method?: string;
  readonly output?: string;
  readonly inputFormat?: InputFormat;
  readonly outputFormat?: InputFormat;
  readonly columns?: readonly string[];
  readonly header: boolean;
  readonly set: readonly string[];
  readonly batch?: number;
  readonly json?: boolean;
}

/** Answers for every row of the input, in batches; 0 when all are written. */
export async function predict(path: string, options: PredictArguments): Promise<number> {
  const model = await load(path);
  const method = options.method ?? defaultMethod(model);
  const keywords = Object.fromEntries(options.set.map(keyword));
  const progress = new ProgressBar();
  const declared = model.inputs?.kind === "tensors" ? model.inputs.tensors : undefined;
  const reading = {
    ...(options.inputFormat ? { format: options.inputFormat } : {}),
    ...(options.columns ? { columns: options.columns } : {}),
    ...(options.header ? {} : { header: false }),
    ...(options.batch === undefined ? {} : { batchRows: positive(options.batch) }),
    records: model.inputs?.kind === "records",
    onBytes: (done: number, total: number | undefined) => progress.bytes(done, total),
  };
  const batches = declared
    ? readNetwork(options.input, declared, { ...reading, images: imageOptions(options) })
    : readBatches(onlyInput(options.input), reading);
  let writer: ReturnType<typeof openWriter> | undefined;
  let rows = 0;
  try {
    for await (const batch of batches) {
      const answer = resultOf(await model.call(method, batch, keywords), method);
      const before = rows;
      rows += isBatch(batch) ? rowsOf(batch) : rowsIn(batch);
      progress.rows(rows - before);
      if (declared && answer instanceof Tensor && areScores(answer) && isForPeople(options)) {
        progress.done();
        process.stdout.write(rankingText(answer, before, before === 0));
        continue;
      }
      writer ??= openWriter(options.output ?? "-", options.json ? "json" : options.outputFormat, namesOf(model, method, answer));
      await writer.write(answer);
    }
    progress.done();
    const where = options.input.join(", ");
    if (rows === 0 && writer === undefined) throw new ModelError("input/shape", `${where} holds no rows.`, { where });
    await writer?.close();
  } catch (error) {
    progress.done();
    await writer?.abort();
    throw error;
  }
  return 0;
}

function defaultMethod(model: Model): string {
  const found = ["predict", "transform", "score_samples", "kneighbors"].find((method) => model.methods.includes(method));
  if (found) return found;
  // Asking for what it does not have ends in the error that says why.
  return "predict";
}

/** Tables have rows and columns; a network's inputs are arrays by name. */
function isBatch(batch: Batch | Arrays): batch is Batch {
  return batch instanceof Tensor || batch instanceof Table || batch instanceof CsrMatrix;
}

/** Who looks at a terminal wants to know the class; files and pipes get the numbers. */
function isForPeople({ output, json, outputFormat }: PredictArguments): boolean {
  return process.stdout.isTTY && output === undefined && !json && outputFormat === undefined;
}

/** Columns are named by the classes where the method answers one number for each, several answers of a network by the network. */
function namesOf(model: Model, method: string, answer: Result): { columns?: readonly string[]; outputs?: readonly string[] } {
  const outputs = model.outputNames;
  if (Array.isArray(answer) && outputs?.length === answer.length) return { outputs };
  if (!(answer instanceof Tensor) || answer.shape.length !== 2) return {};
  const width = answer.shape[1];
  const named =
    method.startsWith("predict_") || method === "decision_function"
      ? model.classes
      : method === "transform"
        ? outputNames(model)
        : undefined;
  return named !== undefined && named.length === width ? { columns: named } : {};
}

function outputNames(model: Model): readonly string[] | undefined {
  if (!model.hostMethods.includes("get_feature_names_out")) return undefined;
  try {
    return model.describe("get_feature_names_out") as readonly string[];
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}

function resultOf(answer: Answer, method: string): Result {
  if (answer instanceof Tensor || answer instanceof CsrMatrix) return answer;
  const parts = tensorsIn(answer);
  if (parts) return parts;
  throw new ModelError("model/method", `The answers of ${method} are lists of several kinds, which no table holds.`, { where: method });
}

/** The arrays of lists and dicts, in their order; undefined where there is something else among them. */
function tensorsIn(answer: Answer): readonly Tensor[] | undefined {
  if (answer instanceof Tensor) return [answer];
  if (answer instanceof CsrMatrix || answer instanceof Table) return undefined;
  const parts = (Array.isArray(answer) ? (answer as readonly Answer[]) : Object.values(answer)).map(tensorsIn);
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

function keyword(text: string): [string, unknown] {
  const at = text.indexOf("=");
  if (at <= 0) throw new ModelError("cli/usage", `--set ${text}: write NAME=VALUE.`);
  const value = text.slice(at + 1);
  try {
    return [text.slice(0, at), JSON.parse(value)];
  } catch {
    return [text.slice(0, at), value];
  }
}

function positive(rows: number): number {
  if (Number.isInteger(rows) && rows > 0) return rows;
  throw new ModelError("cli/usage", "--batch takes a whole number of rows above 0.");
}

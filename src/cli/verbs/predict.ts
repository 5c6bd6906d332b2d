import { type Answer, CsrMatrix, load, type Model, ModelError, Tensor } from "../../index.js";
import type { InputFormat } from "../data/options.js";
import { ProgressBar } from "../data/progress.js";
import { readBatches } from "../data/read.js";
import type { Result } from "../data/write/columns.js";
import { openWriter } from "../data/write/open.js";

export interface PredictArguments {
  readonly input: string;
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
  const batches = readBatches(options.input, {
    ...(options.inputFormat ? { format: options.inputFormat } : {}),
    ...(options.columns ? { columns: options.columns } : {}),
    ...(options.header ? {} : { header: false }),
    ...(options.batch === undefined ? {} : { batchRows: positive(options.batch) }),
    records: model.inputs?.kind === "records",
    onBytes: (done, total) => progress.bytes(done, total),
  });
  let writer: ReturnType<typeof openWriter> | undefined;
  try {
    for await (const batch of batches) {
      const answer = resultOf(await model.call(method, batch, keywords), method);
      writer ??= openWriter(options.output ?? "-", options.json ? "json" : options.outputFormat, columnNames(model, method, answer));
      await writer.write(answer);
      progress.rows(batch instanceof Tensor || batch instanceof CsrMatrix ? (batch.shape[0] ?? 0) : batch.rows);
    }
    progress.done();
    if (writer === undefined) throw new ModelError("input/shape", `${options.input} holds no rows.`, { where: options.input });
    await writer.close();
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

/** Columns are named by the classes where the method answers one number for each. */
function columnNames(model: Model, method: string, answer: Result): { columns?: readonly string[] } {
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
  if (Array.isArray(answer) && answer.every((part) => part instanceof Tensor)) return answer as readonly Tensor[];
  throw new ModelError("model/method", `The answers of ${method} are lists of several kinds, which no table holds.`, { where: method });
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

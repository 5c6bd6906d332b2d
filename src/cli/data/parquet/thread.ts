import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { reason } from "../../../bytes/file.js";
import type { ByteSource } from "../../../bytes/source.js";
import { type ErrorCode, ModelError } from "../../../errors.js";
import { Table } from "../../../table.js";
import { type Data, type DType, Tensor } from "../../../tensor.js";
import type { Opened } from "./decode.js";

export type Start = { readonly name: string; readonly size: number; readonly columns: readonly string[] | undefined };
/** A column as it crosses between threads. */
export type PlainColumn = { readonly name: string; readonly dtype: DType; readonly shape: readonly number[]; readonly data: Data };
export type ToThread =
  | { readonly kind: "open" }
  | { readonly kind: "rows"; readonly group?: number }
  | { readonly kind: "bytes"; readonly id: number; readonly bytes?: Uint8Array; readonly error?: string };
export type FromThread =
  | { readonly kind: "read"; readonly id: number; readonly offset: number; readonly length: number }
  | ({ readonly kind: "opened" } & Opened)
  | { readonly kind: "rows"; readonly columns: readonly PlainColumn[] }
  | { readonly kind: "failed"; readonly message: string; readonly code?: ErrorCode; readonly where?: string | undefined };

/** Milliseconds that any answer may take, and what each megabyte of the file adds: a hundredth of the speed that healthy files are read at. */
const PATIENCE = 10_000;
const PATIENCE_PER_MEGABYTE = 1_000;
/** Bytes that any file may take, and what each of its bytes and cells adds. */
const BASE_BYTES = 256 * 2 ** 20;
const BYTES_PER_BYTE = 32;
const BYTES_PER_CELL = 256;
const HEAP_MEGABYTES = 4096;
const WATCH_MILLISECONDS = 50;

export interface ThreadLimits {
  readonly maxBytes: number;
  /** For tests: milliseconds instead of {@link PATIENCE}. */
  readonly patience?: number;
}

/**
 * A thread that decodes one Parquet file. hyparquet trusts what pages announce: a damaged one can keep it busy for ever, or ask for
 * memory without bound; it is then ended, and the file is refused.
 */
export class ParquetThread {
  readonly #worker: Worker;
  readonly #source: ByteSource;
  readonly #limits: ThreadLimits;
  #waiting: { resolve(answer: FromThread): void; reject(error: unknown): void } | undefined;
  #cells = 0;

  constructor(source: ByteSource, columns: readonly string[] | undefined, limits: ThreadLimits) {
    this.#source = source;
    this.#limits = limits;
    const workerData: Start = { name: source.name, size: source.size, columns };
    this.#worker = new Worker(threadPath(), { workerData, resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES } });
    this.#worker.on("message", (message: FromThread) => {
      if (message.kind === "read") void this.#serve(message.id, message.offset, message.length);
      else this.#waiting?.resolve(message);
    });
    this.#worker.on("error", (error) => this.#waiting?.reject(this.#refusal(error.message)));
  }

  async open(): Promise<Opened> {
    const answer = await this.#ask({ kind: "open" });
    if (answer.kind !== "opened") throw this.#refusal("the thread that decodes it answers out of turn");
    const total = answer.groups.reduce((a, b) => a + b, 0);
    this.#cells = Math.max(0, ...answer.groups) * answer.columns;
    if (!(total >= 0)) throw this.#refusal("its row groups have no number of rows");
    return answer;
  }

  /** Rows of a group; without one, the columns without rows. */
  async rows(group?: number): Promise<Table> {
    const answer = await this.#ask(group === undefined ? { kind: "rows" } : { kind: "rows", group });
    if (answer.kind !== "rows") throw this.#refusal("the thread that decodes it answers out of turn");
    return new Table(new Map(answer.columns.map(({ name, dtype, shape, data }) => [name, new Tensor(dtype, shape, data as never)])));
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  async #ask(message: ToThread): Promise<FromThread> {
    const began = performance.now();
    const patience = (this.#limits.patience ?? PATIENCE) + (this.#source.size / 2 ** 20) * PATIENCE_PER_MEGABYTE;
    const before = process.memoryUsage().rss;
    const most = Math.min(this.#limits.maxBytes, BASE_BYTES + this.#source.size * BYTES_PER_BYTE + this.#cells * BYTES_PER_CELL);
    let watch: NodeJS.Timeout | undefined;
    try {
      const answer = await new Promise<FromThread>((resolve, reject) => {
        this.#waiting = { resolve, reject };
        this.#worker.postMessage(message);
        const end = (why: string) => {
          reject(this.#refusal(why));
          void this.#worker.terminate();
        };
        watch = setInterval(() => {
          const took = performance.now() - began;
          const memory = process.memoryUsage().rss - before;
          if (took > patience) end(`it was not decoded after ${Math.round(took / 1000)} seconds; a page is damaged`);
          else if (memory > most) end(`decoding it took ${memory} bytes, the limit for its size is ${most}; a page is damaged`);
        }, WATCH_MILLISECONDS);
      });
      if (answer.kind !== "failed") return answer;
      if (answer.code !== undefined && answer.code !== "bytes/eof")
        throw new ModelError(answer.code, answer.message, answer.where === undefined ? {} : { where: answer.where });
      throw this.#refusal(answer.message);
    } finally {
      clearInterval(watch);
    }
  }

  async #serve(id: number, offset: number, length: number): Promise<void> {
    try {
      const bytes = new Uint8Array(await this.#source.read(offset, length));
      this.#worker.postMessage({ kind: "bytes", id, bytes } satisfies ToThread, [bytes.buffer]);
    } catch (error) {
      this.#worker.postMessage({ kind: "bytes", id, error: reason(error) } satisfies ToThread);
    }
  }

  #refusal(why: string): ModelError {
    return new ModelError("table/parse", `${this.#source.name} cannot be read as Parquet: ${why}.`, { where: this.#source.name });
  }
}

function threadPath(): string {
  const path = join(createRequire(import.meta.url).resolve("brine/package.json"), "..", "dist", "parquet-worker.js");
  if (existsSync(path)) return path;
  throw new ModelError("runtime/missing", `The file ${path} is not there. Install Brine again, or run npm run build in a clone.`);
}

import { readdirSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { Worker } from "node:worker_threads";
import { type Damage, damages } from "./damage.js";

/** The longest that one damaged file may take. */
export const SLOW_MILLISECONDS = 2_000;
/** What one damaged file may take in memory beyond its own size. */
export const LEEWAY_BYTES = 256 * 2 ** 20;
/** An attempt that has not ended after so much work, or so much waiting, is ended. */
const HUNG_WORK_MILLISECONDS = 10_000;
const HUNG_MILLISECONDS = 120_000;

/** [file, attempt, when it began, most memory so far, what the process had worked when it began] */
export type Progress = SharedArrayBuffer;

/** Milliseconds that this process has worked: other work on the machine does not count against an attempt. */
export function worked(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

export interface Job {
  readonly path: string;
  readonly name: string;
  /** Which of the file's damages to try; absent: all. */
  readonly attempts?: readonly number[];
}

export interface Trouble {
  readonly file: string;
  readonly damage: Damage;
  readonly what: string;
}

export interface Figures {
  readonly files: number;
  readonly attempts: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly troubles: readonly Trouble[];
}

const folders = ["sklearn", "joblib", "npy", "pickle", "hdf5"];

/** Every fixture that Python wrote, smallest first. */
export function fixtureFiles(root: string): Job[] {
  const walk = (folder: string): string[] =>
    readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? walk(path) : [path];
    });
  return folders
    .flatMap((folder) => walk(join(root, folder)))
    .filter((path) => !path.endsWith(".json") && !path.endsWith("data.npz"))
    .map((path) => ({ path, name: relative(root, path) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .sort((a, b) => statSync(a.path).size - statSync(b.path).size);
}

const kinds = { ".npy": "npy", ".npz": "npz", ".h5": "hdf5", ".keras": "zip" } as const;
export type Kind = "model" | (typeof kinds)[keyof typeof kinds];

export function kindOf(path: string): Kind {
  return (kinds as Readonly<Record<string, Kind>>)[extname(path)] ?? "model";
}

/**
 * Damages files as the jobs say and opens each, on a thread of its own that is ended where it hangs.
 * @param worker - the bundled worker.ts
 */
export async function sweep(worker: string, jobs: readonly Job[], onFile?: (done: Figures) => void): Promise<Figures> {
  const outcomes: Record<string, number> = {};
  const troubles: Trouble[] = [];
  let files = 0;
  let attempts = 0;
  const figures = () => ({ files, attempts, outcomes, troubles });
  const progress = new SharedArrayBuffer(5 * Float64Array.BYTES_PER_ELEMENT);
  const shared = new Float64Array(progress);
  const round = () =>
    new Promise<"done" | "again">((resolve) => {
      shared[2] = performance.timeOrigin + performance.now();
      shared[4] = worked();
      const thread = new Worker(worker, { workerData: { jobs, progress }, resourceLimits: { maxOldGenerationSizeMb: 512 } });
      const skip = (what: string) => {
        clearInterval(watch);
        const [file = 0, at = 0] = shared;
        const job = jobs[file] as Job;
        const all = damages(job.name, statSync(job.path).size);
        troubles.push({ file: job.name, damage: all[job.attempts?.[at] ?? at] as Damage, what });
        shared[1] = at + 1;
        void thread.terminate().then(() => resolve("again"));
      };
      const watch = setInterval(() => {
        const waited = performance.timeOrigin + performance.now() - (shared[2] as number);
        if (waited > HUNG_MILLISECONDS || worked() - (shared[4] as number) > HUNG_WORK_MILLISECONDS) skip("does not end");
      }, 500);
      thread.on("message", (done: { attempts: number; outcomes: Record<string, number>; troubles: Trouble[] }) => {
        files++;
        attempts += done.attempts;
        troubles.push(...done.troubles);
        for (const [outcome, count] of Object.entries(done.outcomes)) outcomes[outcome] = (outcomes[outcome] ?? 0) + count;
        onFile?.(figures());
      });
      thread.on("error", (error) => skip(`ends its thread: ${error.message}`));
      // A thread that is ended before it has begun exits with 0 as well.
      thread.on("exit", (code) => {
        clearInterval(watch);
        if (code === 0) resolve(shared[0] === jobs.length ? "done" : "again");
      });
    });
  let state = await round();
  while (state === "again") state = await round();
  return figures();
}

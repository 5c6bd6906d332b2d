import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { memorySource } from "../../src/bytes/memory.js";
import type { SourceInput } from "../../src/index.js";
import { attempt, frame } from "./attempt.js";
import { type Damage, damaged, damages } from "./damage.js";
import { type Job, kindOf, LEEWAY_BYTES, type Progress, SLOW_MILLISECONDS, type Trouble, worked } from "./sweep.js";

/** Runs attempts one by one; says before each which one it is, in memory that is shared with who watches. */
const { jobs, progress } = workerData as { jobs: readonly Job[]; progress: Progress };
const shared = new Float64Array(progress);

/** Asking for memory or work takes a tenth of an attempt's time: what one leaves behind is what the next begins with. */
let before = process.memoryUsage();
shared[4] = worked();
/** Attempts that end sooner are not slow, whatever they worked; who took longer is charged with what was worked since the last look. */
const LOOK_MILLISECONDS = 200;
let looked = performance.now();
for (let j = shared[0] as number; j < jobs.length; j++) {
  const job = jobs[j] as Job;
  // A fixture may be made anew while a long sweep runs.
  const bytes = existsSync(job.path) ? new Uint8Array(readFileSync(job.path)) : new Uint8Array(0);
  const all = damages(job.name, bytes.length);
  const wanted = job.attempts === undefined ? all : job.attempts.map((at) => all[at % all.length]).filter((damage) => damage !== undefined);
  const outcomes: Record<string, number> = {};
  const troubles: Trouble[] = [];
  for (let i = shared[1] as number; i < wanted.length; i++) {
    shared.set([j, i, performance.timeOrigin + performance.now()]);
    const damage = wanted[i] as Damage;
    const report = (what: string) => troubles.push({ file: job.name, damage, what });
    let outcome: string;
    try {
      const content = damaged(bytes, damage);
      outcome = await attempt(kindOf(job.path), withSiblings(content, job.path), content, i);
    } catch (error) {
      outcome = "not a ModelError";
      report(error instanceof Error ? frame(error) : String(error));
    }
    let took = 0;
    if (performance.now() - looked > LOOK_MILLISECONDS) {
      const now = worked();
      took = now - (shared[4] as number);
      shared[4] = now;
      looked = performance.now();
    }
    const after = process.memoryUsage();
    const allowed = bytes.length + LEEWAY_BYTES;
    if (took > SLOW_MILLISECONDS) report(`took ${Math.round(took)} ms (${outcome})`);
    const grown = Math.max(after.rss - before.rss, after.arrayBuffers + after.heapUsed - before.arrayBuffers - before.heapUsed);
    const peak = process.resourceUsage().maxRSS * 1024 - before.rss;
    if (grown > allowed || (peak > allowed && peak > (shared[3] as number) - before.rss))
      report(`took ${Math.round(Math.max(grown, peak) / 2 ** 20)} MB (${outcome})`);
    shared[3] = process.resourceUsage().maxRSS * 1024;
    before = after;
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  shared[1] = 0;
  parentPort?.postMessage({ attempts: wanted.length, outcomes, troubles });
}
shared[0] = jobs.length;

/** The damaged file with its neighbours as they are: joblib up to 0.9 keeps arrays there. */
function withSiblings(content: Uint8Array, path: string): SourceInput {
  if (!/joblib-0\.[89]/.test(path)) return content;
  const sibling = async (name: string) => {
    try {
      return memorySource(new Uint8Array(readFileSync(join(dirname(path), name))), name);
    } catch {
      return undefined;
    }
  };
  return { ...memorySource(content), sibling };
}

import { readAll } from "../bytes/range.js";
import type { ByteSource } from "../bytes/source.js";
import type { Note } from "../container/container.js";
import { ArrayReader } from "../container/joblib/arrays.js";
import { unpack } from "../container/joblib/format.js";
import { PickleMachine } from "../container/pickle/machine.js";
import { MAX_PICKLES } from "../container/pickle/read.js";
import { ModelError } from "../errors.js";
import { defaultLimits, type Limits } from "../limits.js";
import { judge, type Severity } from "./judge.js";

/** A class or function that a file names. */
export interface Finding {
  readonly module: string;
  readonly name: string;
  readonly severity: Severity;
  readonly reason: string;
  /** Where it is named first, in the unpacked bytes. */
  readonly offset: number;
  readonly count: number;
}

/** What opening a file in Python would execute. */
export interface ScanReport {
  readonly file: string;
  /**
   * `clean`: every byte was accounted for and every name is known to be harmless; `runs-code`: a name would run code;
   * `unclear`: neither can be said, and `doubts` tell why.
   */
  readonly verdict: "clean" | "runs-code" | "unclear";
  readonly findings: readonly Finding[];
  readonly doubts: readonly string[];
  readonly notes: readonly Note[];
}

/** Looks at every name in a pickle or joblib file, in the nested pickles too. Nothing is executed; damaged files are looked at as far as they go. */
export async function scanSource(source: ByteSource, limits: Limits = defaultLimits): Promise<ScanReport> {
  const uses: { readonly module: string; readonly name: string; readonly offset: number }[] = [];
  const doubts: string[] = [];
  const notes: Note[] = [];
  try {
    const { content, notes: around } = await unpack(await readAll(source, limits), source.name, limits);
    notes.push(...around);
    if (content.length === 0) doubts.push("there is nothing in it");
    readAllPickles(content, source.name, limits, uses, doubts, notes);
  } catch (error) {
    if (!(error instanceof ModelError)) throw error;
    doubts.push(error.message);
  }
  for (const note of notes)
    if (note.code !== "second-pickle" && note.code !== "old-format") doubts.push(`${note.message} (byte ${note.offset})`);
  const findings = summarize(uses);
  for (const { module, name, severity, reason } of findings) if (severity === "unknown") doubts.push(`${module}.${name}: ${reason}`);
  const verdict = findings.some(({ severity }) => severity === "runs-code") ? "runs-code" : doubts.length > 0 ? "unclear" : "clean";
  return { file: source.name, verdict, findings, doubts: [...new Set(doubts)], notes };
}

type Use = { readonly module: string; readonly name: string; readonly offset: number };

function readAllPickles(content: Uint8Array, where: string, limits: Limits, uses: Use[], doubts: string[], notes: Note[]): void {
  const arrays = new ArrayReader(limits, where);
  let offset = 0;
  for (let count = 0; offset < content.length && count < MAX_PICKLES; count++) {
    const machine = new PickleMachine(content, { limits, offset, where, onBuild: arrays.onBuild });
    try {
      machine.run();
    } catch (error) {
      if (!(error instanceof ModelError)) throw error;
      doubts.push(`not readable to its end: ${error.message}`);
      offset = content.length;
    }
    for (const { global, offset: at } of machine.globals) uses.push({ module: global.module, name: global.name, offset: at });
    notes.push(...machine.notes);
    if (machine.persistentIds > 0)
      doubts.push(`${machine.persistentIds} persistent ids: what they stand for is up to the program that loads the file`);
    if (offset < content.length) offset = machine.position;
  }
  if (offset < content.length) doubts.push(`${content.length - offset} bytes behind ${MAX_PICKLES} pickles were not looked at`);
  if (arrays.pending.length > 0)
    doubts.push(`${arrays.pending.length} arrays are in files beside this one; scan those that are pickles too`);
}

function summarize(uses: readonly Use[]): Finding[] {
  const found = new Map<string, Finding>();
  for (const { module, name, offset } of uses) {
    const key = `${module}\n${name}`;
    const before = found.get(key);
    found.set(key, before ? { ...before, count: before.count + 1 } : { module, name, ...judge(module, name), offset, count: 1 });
  }
  const rank: Record<Severity, number> = { "runs-code": 0, unknown: 1, harmless: 2 };
  return [...found.values()].sort((a, b) => rank[a.severity] - rank[b.severity] || a.offset - b.offset);
}

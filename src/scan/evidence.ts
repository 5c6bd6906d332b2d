import type { Note } from "../container/container.js";
import { type Judgement, judge, type Severity } from "./judge.js";

/** A class or function that a file names, or something else in it that opening it in Python would act on. */
export interface Finding {
  /** The Python module; for what has none, the kind of place: `hdf5`, `zip`. */
  readonly module: string;
  readonly name: string;
  readonly severity: Severity;
  readonly reason: string;
  /** Where it is named first, in the unpacked bytes; absent where that says nothing (a configuration is text). */
  readonly offset?: number;
  /** Where it is named first: the entry, the attribute, the path inside a configuration. */
  readonly where?: string;
  readonly count: number;
}

/** What opening a file in Python would execute. */
export interface ScanReport {
  readonly file: string;
  /** How it was read: `pickle`, `hdf5`, `zip`, `json`, `npy`, `folder`. */
  readonly format: string;
  /**
   * `clean`: all that Python would look at was looked at, and all of it is known to be harmless (docs/scan.md says what that covers for each
   * format); `runs-code`: something would run code, or reach for other files; `unclear`: neither can be said, and `doubts` tell why.
   */
  readonly verdict: "clean" | "runs-code" | "unclear";
  readonly findings: readonly Finding[];
  readonly doubts: readonly string[];
  readonly notes: readonly Note[];
}

/** Where in a file something stands. */
export interface Place {
  readonly offset?: number;
  readonly where?: string;
}

/** Notes of readers that are no reason to doubt. */
const harmlessNotes = new Set<Note["code"]>(["second-pickle", "old-format"]);
/** Of findings, doubts and notes each: a file of millions must not fill the memory twice. */
const MOST = 100_000;
const rank: Record<Severity, number> = { "runs-code": 0, unknown: 1, harmless: 2 };

/** Collects what scanners find. */
export class Evidence {
  readonly #findings: Map<string, Finding>;
  readonly #doubts: Set<string>;
  readonly #notes: Note[];
  readonly #inside: string;

  constructor(parent?: Evidence, inside = "") {
    this.#findings = parent ? parent.#findings : new Map();
    this.#doubts = parent ? parent.#doubts : new Set();
    this.#notes = parent ? parent.#notes : [];
    this.#inside = parent && parent.#inside !== "" ? `${parent.#inside}: ${inside}` : inside;
  }

  /** The same collection, for a part of the file: places are named within it. */
  inside(part: string): Evidence {
    return new Evidence(this, part);
  }

  /** A name that unpickling looks up and may call. */
  use(module: string, name: string, offset: number): void {
    this.found(module, name, judge(module, name), { offset });
  }

  found(module: string, name: string, { severity, reason }: Judgement, place: Place = {}): void {
    const key = `${module}\n${name}\n${severity}\n${reason}`;
    const before = this.#findings.get(key);
    if (before) this.#findings.set(key, { ...before, count: before.count + 1 });
    else if (this.#findings.size < MOST) {
      const where = [this.#inside, place.where].filter((part) => part !== undefined && part !== "").join(": ");
      const { offset } = place;
      this.#findings.set(key, {
        module,
        name,
        severity,
        reason,
        ...(offset === undefined ? {} : { offset }),
        ...(where === "" ? {} : { where }),
        count: 1,
      });
    } else this.doubt(`more than ${MOST} different names; the rest was not kept`);
  }

  /** Something that keeps the file from being called clean. */
  doubt(text: string): void {
    if (this.#doubts.size < MOST) this.#doubts.add(this.#inside === "" ? text : `${this.#inside}: ${text}`);
  }

  note(note: Note): void {
    if (this.#notes.length < MOST) this.#notes.push(note);
    if (!harmlessNotes.has(note.code)) this.doubt(`${note.message} (byte ${note.offset})`);
  }

  report(file: string, format: string): ScanReport {
    const findings = [...this.#findings.values()].sort((a, b) => rank[a.severity] - rank[b.severity] || (a.offset ?? 0) - (b.offset ?? 0));
    for (const { module, name, severity, reason } of findings) if (severity === "unknown") this.#doubts.add(`${module}.${name}: ${reason}`);
    const runs = findings.some(({ severity }) => severity === "runs-code");
    const verdict = runs ? "runs-code" : this.#doubts.size > 0 ? "unclear" : "clean";
    return { file, format, verdict, findings, doubts: [...this.#doubts], notes: this.#notes };
  }
}

import { Gaps } from "./gaps.js";
import { Memo } from "./memo.js";
import type { Deferred, PyDict, PyValue } from "./values.js";

/** What a region fills: a list, a dict (with all of its keys and values so far), or a tuple that it makes. */
export type Filled = "list" | "dict" | "tuple";

/** Reads parts of a pickle again whose bytes were read and found good. */
export interface Replayer {
  /** The pickle's STOP is not reached yet. */
  readonly loading: boolean;
  readonly memo: Memo;
  replay(region: Region, memo: Memo): PyValue[] | PyDict;
  /** The text of the opcode at a byte. */
  text(at: number): PyValue;
}

/**
 * The bytes between a MARK and the opcode that puts what lies above it into a container, with the values left out that they stand for:
 * those are made when someone looks into the container, or when a later opcode recalls one of them. So a pickle of millions of small
 * values takes the memory of its bytes. Each byte is read at most twice: what was left out inside of a region is not made with it.
 */
export class Region implements Deferred<PyValue[] | PyDict> {
  /** Regions inside of this one, whose memo entries are left out of `texts`. */
  readonly inner = new Gaps();
  /** For each memo entry: where its opcode stands in the region, plus 1, if it is a text; else 0. A text has no identity to keep. */
  texts: Uint32Array = new Uint32Array(0);
  /** Memo entries of the regions before this one that lie next to it. */
  entriesBefore = 0;
  /** Regions in each other, this one counted. */
  height = 1;
  /** A later opcode recalled one of its values: as the memo has to answer the same one each time, it is made with what it stands in. */
  isRecalled = false;
  #content: PyValue[] | PyDict | undefined;
  #memo: Memo | undefined;

  constructor(
    readonly kind: Filled,
    /** Of the MARK. */
    readonly start: number,
    /** Behind the opcode that fills. */
    readonly end: number,
    /** Memo keys given inside: from here, up to and without `memoEnd`. */
    readonly memoStart: number,
    readonly memoEnd: number,
    readonly replayer: Replayer,
  ) {}

  get entries(): number {
    return this.memoEnd - this.memoStart;
  }

  /** The content, for the container; it is handed over once. */
  take(): PyValue[] | PyDict {
    if (this.#content === undefined) this.#make();
    const content = this.#content as PyValue[] | PyDict;
    this.#content = undefined;
    return content;
  }

  /** The memo as the region's opcodes left it. */
  memo(): Memo {
    if (this.#memo === undefined) this.#make();
    return this.#memo as Memo;
  }

  /** Where the opcode of a memo entry stands, if it is a text. */
  textAt(key: number): number | undefined {
    let region: Region = this;
    for (;;) {
      const inner = region.inner.last(key);
      if (inner !== undefined && key < inner.memoEnd) {
        region = inner;
        continue;
      }
      const before = inner === undefined ? 0 : inner.entriesBefore + inner.entries;
      const offset = region.texts[key - region.memoStart - before] ?? 0;
      return offset === 0 ? undefined : region.start + offset - 1;
    }
  }

  /** Forgets what was made of it and in it, as it is left out of memory together with what it refers to. */
  forget(): void {
    const open: Region[] = [this];
    for (let region = open.pop(); region !== undefined; region = open.pop()) {
      if (region.#memo === undefined) continue;
      region.#memo = undefined;
      region.#content = undefined;
      for (const inner of region.inner.regions) open.push(inner);
    }
  }

  #make(): void {
    // There before the content is whole: what is recalled inside of it is there by then.
    this.#memo = new Memo(this.memoStart, this.replayer.memo);
    this.isRecalled ||= this.replayer.loading;
    this.#content = this.replayer.replay(this, this.#memo);
    // What later opcodes recall was recalled while the file was read; else only regions inside of this one ask for its entries.
    if (!this.isRecalled && this.inner.regions.length === 0) this.#memo = undefined;
  }
}

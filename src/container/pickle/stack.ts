import { ModelError } from "../../errors.js";
import type { Limits } from "../../limits.js";
import type { Note } from "../container.js";
import type { Deferral } from "./deferral.js";
import { standInOf } from "./lazy-list.js";
import { Memo } from "./memo.js";
import { ArgumentReader } from "./reader.js";
import { TextError } from "./text-error.js";
import { PyGlobal, type PyValue } from "./values.js";

/** One place where a file names a class or function: by GLOBAL, INST or STACK_GLOBAL. */
export interface GlobalUse {
  readonly global: PyGlobal;
  /** Of the opcode. */
  readonly offset: number;
}

/** Notes kept of one pickle; a hostile file could earn one per opcode. */
const MAX_NOTES = 1000;

/** From here on cutting at once is faster than popping. */
const MANY = 1000;

/** The state of a pickle machine: stack, marks, memo, names, and what was noticed. */
export class MachineStack extends ArgumentReader {
  readonly values: PyValue[] = [];
  /** Heights of the stack where a MARK stands. */
  readonly marks: number[] = [];
  memo = new Memo();
  /** What of a large pickle is left out while it is read. */
  deferral: Deferral | undefined;
  readonly globals: GlobalUse[] = [];
  readonly notes: Note[] = [];
  /** Where the opcode at work begins. */
  opcodeAt = 0;
  /** Values allocated so far. */
  protected made = 0;
  /** The text opcode read last: where it begins, and where the byte behind it is. */
  protected textAt = -1;
  protected textEnd = -1;
  protected named = new Map<string, Map<string, PyGlobal>>();

  constructor(
    bytes: Uint8Array,
    position: number,
    where: string,
    readonly limits: Limits,
  ) {
    super(bytes, position, where);
  }

  /** The height below which opcodes may not reach: the innermost mark. */
  get fence(): number {
    return this.marks.length === 0 ? 0 : (this.marks[this.marks.length - 1] as number);
  }

  pop(): PyValue {
    if (this.values.length <= this.fence) throw this.underflow();
    return this.values.pop() as PyValue;
  }

  peek(): PyValue {
    if (this.values.length <= this.fence) throw this.underflow();
    return this.values[this.values.length - 1] as PyValue;
  }

  /** Takes the innermost mark away and answers its height. */
  popMark(): number {
    const mark = this.marks.pop();
    if (mark === undefined) throw this.error("pickle/stack", "No MARK is on the stack.");
    return mark;
  }

  /** Everything above the innermost mark, taken off with it. */
  popToMark(): PyValue[] {
    return this.popFrom(this.popMark());
  }

  /** Everything from a height upwards, taken off. */
  popFrom(height: number): PyValue[] {
    const items = this.values.slice(height);
    this.drop(height);
    return items;
  }

  /** Cuts the stack down. Popping keeps its room, which setting a length gives back each time. */
  drop(height: number): void {
    const { values } = this;
    if (values.length - height > MANY) values.length = height;
    else while (values.length > height) values.pop();
  }

  recall(key: number): PyValue {
    const value = this.memo.get(key);
    if (value === undefined) throw this.error("pickle/stack", `The memo has nothing under ${key}.`);
    const current = Array.isArray(value) ? standInOf(value) : value;
    if (typeof value === "object") this.deferral?.recall(current);
    return current;
  }

  /** Puts what lies on top into the memo. */
  remember(key: number): void {
    const value = this.peek();
    if (this.deferral?.on && !this.memo.isNext(key)) this.deferral.stop(this.memo);
    this.memo.set(key, value, this.textEnd === this.opcodeAt && typeof value === "string" ? this.textAt : undefined);
  }

  mark(): void {
    this.deferral?.open(this.marks.length, this.opcodeAt, this.made, this.memo);
    this.marks.push(this.values.length);
  }

  /** Whether the value that comes is what `_codecs.encode` is called with: bytes, as protocols 0 to 2 write them. */
  get encodesText(): boolean {
    const below = this.values[this.values.length - 1];
    return below instanceof PyGlobal && below.name === "encode" && below.module === "_codecs";
  }

  /** The one PyGlobal of this name; notes the use. */
  global(module: string, name: string): PyGlobal {
    let names = this.named.get(module);
    if (names === undefined) {
      names = new Map();
      this.named.set(module, names);
    }
    let global = names.get(name);
    if (global === undefined) {
      global = new PyGlobal(module, name);
      names.set(name, global);
    }
    this.made++;
    this.globals.push({ global, offset: this.opcodeAt });
    return global;
  }

  note(code: Note["code"], message: string): void {
    if (this.notes.length < MAX_NOTES) this.notes.push({ code, message, offset: this.opcodeAt });
  }

  differential(message: string | undefined): void {
    if (message !== undefined) this.note("parser-differential", message);
  }

  underflow(): ModelError {
    return this.error("pickle/stack", "The opcode needs more values than are on the stack above the last MARK.");
  }

  override error(code: Parameters<ArgumentReader["error"]>[0], message: string): ModelError {
    return new ModelError(code, message, { where: this.where, offset: this.opcodeAt, python: "UnpicklingError" });
  }

  /** Errors of the parts that know no place get this one. */
  protected placed(error: unknown): unknown {
    if (error instanceof TextError) return this.error("pickle/argument", error.message);
    if (!(error instanceof ModelError) || error.offset !== undefined) return error;
    return new ModelError(error.code, error.message, {
      where: error.where ?? this.where,
      offset: this.opcodeAt,
      ...(error.python === undefined ? {} : { python: error.python }),
    });
  }

  protected checkLimits(opcodesDone: number): void {
    const { maxOpcodes, maxValues } = this.limits;
    if (opcodesDone > maxOpcodes) throw this.error("pickle/limit", `More than ${maxOpcodes} opcodes (maxOpcodes).`);
    const alive = Math.max(this.made, this.values.length + this.marks.length + this.memo.held);
    if (alive > maxValues) throw this.error("pickle/limit", `More than ${maxValues} values (maxValues).`);
  }
}

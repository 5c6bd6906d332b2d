import { defaultLimits, type Limits } from "../../limits.js";

import { DEFERRED_FROM, Deferral, LARGE_PICKLE } from "./deferral.js";
import { addItems, append, fillLater, kindOf, setItems } from "./fill.js";
import { FrameWatch } from "./frames.js";
import { deferItems } from "./lazy-list.js";
import type { Memo } from "./memo.js";
import { HIGHEST_PROTOCOL, Op, opcodes } from "./opcodes.js";
import { MachineRare } from "./rare.js";
import type { Region, Replayer } from "./region.js";
import { type Deferred, PyDict, PyObject, PyTuple, type PyValue } from "./values.js";

export interface MachineOptions {
  readonly limits?: Limits;
  /** Where the pickle begins; 0. */
  readonly offset?: number;
  /** Out-of-band buffers of protocol 5, in order. Without them NEXT_BUFFER gives a {@link PyBuffer} without data. */
  readonly buffers?: readonly Uint8Array[];
  /** The file's name, for messages. */
  readonly where?: string;
  /**
   * Values from which on a large container is left out until someone looks into it; default: as few as pay, in pickles of a megabyte.
   */
  readonly deferFrom?: number;
  /**
   * Called after each BUILD, with `machine.position` behind it. It may read there and move the position on (joblib puts an
   * array's bytes right behind its wrapper); what it answers, if anything, takes the object's place on the stack.
   */
  readonly onBuild?: (object: PyObject, machine: PickleMachine) => PyValue | undefined;
}

const smallInts: readonly bigint[] = Array.from({ length: 65_536 }, (_, i) => BigInt(i));
const protocolOf = Uint8Array.from({ length: 256 }, (_, byte) => opcodes.get(byte)?.protocol ?? 0);
/** Opcodes between two looks at the limits. */
const LIMIT_STRIDE = 0xffff;

/** CPython's unpickling machine (Modules/_pickle.c, `load`) over bytes in memory; makes inert values only. */
export class PickleMachine extends MachineRare implements Replayer {
  /** What the PROTO opcode says; without one, the newest protocol that an opcode needed. */
  protocol = 0;
  readonly #options: MachineOptions;
  readonly #frames = new FrameWatch(this);
  loading = true;
  /** Where reading ends, if not at STOP; what is left out on the way, and how many of those were passed. */
  #until = Number.POSITIVE_INFINITY;
  #left: readonly Region[] = [];
  #passed = 0;
  /** The first of these places that is still ahead. */
  #stop = Number.POSITIVE_INFINITY;
  #texts: PickleMachine | undefined;

  constructor(bytes: Uint8Array, options: MachineOptions = {}) {
    super(bytes, options.offset ?? 0, options.where ?? "pickle", options.limits ?? defaultLimits);
    this.#options = options;
    const from = options.deferFrom ?? (bytes.length - this.position < LARGE_PICKLE ? Number.POSITIVE_INFINITY : DEFERRED_FROM);
    if (from < Number.POSITIVE_INFINITY) this.deferral = new Deferral(from, this);
  }

  /** Reads up to and with STOP; `position` is then behind it. */
  run(): PyValue {
    try {
      const root = this.#run();
      this.loading = false;
      return root;
    } catch (error) {
      throw this.placed(error);
    }
  }

  /** The content of a region, read again; what lies in regions inside of it is left out again. */
  replay(region: Region, memo: Memo): PyValue[] | PyDict {
    const isTuple = region.kind === "tuple";
    const again = this.#reader(isTuple ? region.start + 1 : region.start, isTuple ? region.end - 1 : region.end);
    again.memo = memo;
    again.#left = region.inner.regions;
    again.#aim();
    const content = isTuple ? again.values : region.kind === "list" ? [] : new PyDict();
    if (!isTuple) again.values.push(content);
    again.#run();
    return isTuple ? again.values.slice() : content;
  }

  text(at: number): PyValue {
    this.#texts ??= this.#reader(at, at + 1);
    this.#texts.position = at;
    this.#texts.#until = at + 1;
    this.#texts.#aim();
    this.#texts.#run();
    return this.#texts.values.pop() as PyValue;
  }

  /** A machine for opcodes that were found good; it leaves nothing out on its own. */
  #reader(from: number, until: number): PickleMachine {
    const { limits, where } = this;
    const again = new PickleMachine(this.bytes, { limits, where, offset: from, deferFrom: Number.POSITIVE_INFINITY });
    again.named = this.named;
    again.#until = until;
    return again;
  }

  #aim(): void {
    this.#stop = Math.min(this.#until, this.#left[this.#passed]?.start ?? Number.POSITIVE_INFINITY);
  }

  /** Passes over a region that was left out and begins here; false where there is none, and the bytes to be read end. */
  #pass(at: number): boolean {
    const region = this.#left[this.#passed];
    if (region?.start !== at) return false;
    this.#passed++;
    this.#aim();
    this.position = region.end;
    this.memo.gaps.add(region);
    // In the order of the file, so that none has to make another one first.
    if (region.isRecalled) region.memo();
    const { values } = this;
    if (region.kind === "tuple") values.push(new PyTuple(deferItems([], region as Deferred<PyValue[]>)));
    else values.push(fillLater(values.pop() as PyValue, region));
    return true;
  }

  #run(): PyValue {
    const { bytes, values } = this;
    const frames = this.#frames;
    let declared: number | undefined;
    let needed = 0;
    for (let count = 1; ; count++) {
      const at = this.position;
      this.opcodeAt = at;
      if (at >= this.#stop) {
        if (!this.#pass(at)) return null;
        continue;
      }
      if (at >= frames.end) frames.leave(at);
      if (at >= bytes.length) throw this.error("bytes/eof", "The pickle ends without a STOP opcode. Copy or download the file again.");
      if ((count & LIMIT_STRIDE) === 0) this.checkLimits(count);
      const op = bytes[at] as number;
      this.position = at + 1;
      if ((protocolOf[op] as number) > needed) needed = protocolOf[op] as number;
      switch (op) {
        case Op.STOP: {
          const root = this.pop();
          this.checkLimits(count);
          frames.stop(this.position);
          this.protocol = declared ?? needed;
          return root;
        }
        case Op.PROTO: {
          const protocol = this.u1();
          if (protocol > HIGHEST_PROTOCOL)
            throw this.error("pickle/opcode", `Protocol ${protocol}; the newest known is ${HIGHEST_PROTOCOL}.`);
          declared = Math.max(declared ?? 0, protocol);
          break;
        }
        case Op.FRAME:
          frames.enter(this.u8());
          break;
        case Op.MARK:
          this.mark();
          break;
        case Op.NONE:
          values.push(null);
          break;
        case Op.NEWTRUE:
          values.push(true);
          break;
        case Op.NEWFALSE:
          values.push(false);
          break;
        case Op.BININT1:
          values.push(smallInts[this.u1()] as bigint);
          break;
        case Op.BININT2:
          values.push(smallInts[this.u2()] as bigint);
          break;
        case Op.BININT:
          this.make(BigInt(this.i4()));
          break;
        case Op.BINFLOAT:
          this.make(this.f8());
          break;
        case Op.SHORT_BINUNICODE:
          this.string(this.u1());
          break;
        case Op.BINUNICODE:
          this.string(this.u4());
          break;
        case Op.MEMOIZE:
          this.remember(this.memo.size);
          break;
        case Op.BINPUT:
          this.remember(this.u1());
          break;
        case Op.LONG_BINPUT:
          this.remember(this.u4());
          break;
        case Op.BINGET:
          values.push(this.recall(this.u1()));
          break;
        case Op.LONG_BINGET:
          values.push(this.recall(this.u4()));
          break;
        case Op.EMPTY_TUPLE:
          this.make(new PyTuple([]));
          break;
        case Op.TUPLE1:
        case Op.TUPLE2:
        case Op.TUPLE3: {
          const from = values.length - (op - Op.TUPLE1 + 1);
          if (from < this.fence) throw this.underflow();
          this.make(new PyTuple(this.popFrom(from)));
          break;
        }
        case Op.TUPLE:
          this.tupleToMark();
          break;
        case Op.EMPTY_LIST:
          this.make([]);
          break;
        case Op.EMPTY_DICT:
          this.make(new PyDict());
          break;
        case Op.APPEND:
          this.fill(values.length - 1, append, "APPEND");
          break;
        case Op.APPENDS:
          this.fill(this.popMark(), append, "APPENDS");
          break;
        case Op.SETITEM:
          this.fill(values.length - 2, setItems, "SETITEM");
          break;
        case Op.SETITEMS:
          this.fill(this.popMark(), setItems, "SETITEMS");
          break;
        case Op.ADDITEMS:
          this.fill(this.popMark(), addItems, "ADDITEMS");
          break;
        case Op.REDUCE:
          this.reduce();
          break;
        case Op.NEWOBJ:
          this.newObject(undefined);
          break;
        case Op.BUILD:
          this.#build();
          break;
        case Op.STACK_GLOBAL: {
          const name = this.pop();
          const module = this.pop();
          if (typeof name !== "string" || typeof module !== "string")
            throw this.error("pickle/stack", `STACK_GLOBAL needs two strings, not ${kindOf(module)} and ${kindOf(name)}.`);
          values.push(this.global(module, name));
          break;
        }
        default:
          this.rare(op, this.#options.buffers);
      }
    }
  }

  #build(): void {
    const state = this.pop();
    const object = this.peek();
    if (!(object instanceof PyObject)) throw this.error("pickle/build", `BUILD cannot set the state of ${kindOf(object)}.`);
    this.deferral?.change(object, this.opcodeAt);
    object.states.push(state);
    const { onBuild } = this.#options;
    if (onBuild === undefined) return;
    const behind = this.position;
    const replacement = onBuild(object, this);
    if (this.position < behind || this.position > this.bytes.length)
      throw this.error("bytes/eof", `The data behind an object would end at byte ${this.position} of ${this.bytes.length}.`);
    if (this.position !== behind || replacement !== undefined) this.deferral?.pin(this.opcodeAt);
    if (this.position !== behind) this.#frames.skip(behind);
    if (replacement !== undefined) this.values[this.values.length - 1] = replacement;
  }
}

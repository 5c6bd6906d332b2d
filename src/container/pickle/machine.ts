import { defaultLimits, type Limits } from "../../limits.js";
import { MachineCalls } from "./calls.js";
import { addItems, append, kindOf, setItems } from "./fill.js";
import { FrameWatch } from "./frames.js";
import { decodeLong } from "./numerals.js";
import { HIGHEST_PROTOCOL, Op, opcodes } from "./opcodes.js";
import { isTextual, py2String, readIndex, readTextual } from "./textual.js";
import { PyByteArray, PyDict, PyObject, PyPersistent, PySet, PyTuple, type PyValue } from "./values.js";

export interface MachineOptions {
  readonly limits?: Limits;
  /** Where the pickle begins; 0. */
  readonly offset?: number;
  /** Out-of-band buffers of protocol 5, in order. Without them NEXT_BUFFER gives a {@link PyBuffer} without data. */
  readonly buffers?: readonly Uint8Array[];
  /** The file's name, for messages. */
  readonly where?: string;
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
export class PickleMachine extends MachineCalls {
  /** What the PROTO opcode says; without one, the newest protocol that an opcode needed. */
  protocol = 0;
  /** Persistent ids met: Python asks the program that loads the file what they stand for. */
  persistentIds = 0;
  readonly #options: MachineOptions;
  readonly #frames = new FrameWatch(this);

  constructor(bytes: Uint8Array, options: MachineOptions = {}) {
    super(bytes, options.offset ?? 0, options.where ?? "pickle", options.limits ?? defaultLimits);
    this.#options = options;
  }

  /** Reads up to and with STOP; `position` is then behind it. */
  run(): PyValue {
    try {
      return this.#run();
    } catch (error) {
      throw this.placed(error);
    }
  }

  #run(): PyValue {
    const { bytes, values } = this;
    const frames = this.#frames;
    let declared: number | undefined;
    let needed = 0;
    for (let count = 1; ; count++) {
      const at = this.position;
      this.opcodeAt = at;
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
          this.marks.push(values.length);
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
          this.memo.set(this.memo.size, this.peek());
          break;
        case Op.BINPUT:
          this.memo.set(this.u1(), this.peek());
          break;
        case Op.LONG_BINPUT:
          this.memo.set(this.u4(), this.peek());
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
          this.make(new PyTuple(this.popToMark()));
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
          this.#rare(op);
      }
    }
  }

  #rare(op: number): void {
    const { values } = this;
    switch (op) {
      case Op.BINBYTES:
        this.make(this.view(this.u4()));
        break;
      case Op.SHORT_BINBYTES:
        this.make(this.view(this.u1()));
        break;
      case Op.BINBYTES8:
        this.make(this.view(this.u8()));
        break;
      case Op.BYTEARRAY8:
        this.make(new PyByteArray(this.view(this.u8())));
        break;
      case Op.BINUNICODE8:
        this.string(this.u8());
        break;
      case Op.BINSTRING:
        this.make(py2String(this.view(this.length4())));
        break;
      case Op.SHORT_BINSTRING:
        this.make(py2String(this.view(this.u1())));
        break;
      case Op.LONG1:
        this.make(decodeLong(this.view(this.u1())));
        break;
      case Op.LONG4:
        this.make(decodeLong(this.view(this.length4())));
        break;
      case Op.GET:
        values.push(this.recall(readIndex(this)));
        break;
      case Op.PUT:
        this.memo.set(readIndex(this), this.peek());
        break;
      case Op.POP:
        if (this.marks.length > 0 && this.fence === values.length) this.marks.pop();
        else this.pop();
        break;
      case Op.POP_MARK:
        this.drop(this.popMark());
        break;
      case Op.DUP:
        values.push(this.peek());
        break;
      case Op.LIST:
        this.make(this.popToMark());
        break;
      case Op.DICT:
        this.dict();
        break;
      case Op.EMPTY_SET:
        this.make(new PySet([], false));
        break;
      case Op.FROZENSET: {
        const set = new PySet([], true);
        for (const item of this.popToMark()) set.add(item);
        this.make(set);
        break;
      }
      case Op.OBJ:
        this.instance();
        break;
      case Op.NEWOBJ_EX: {
        const kwargs = this.pop();
        if (!(kwargs instanceof PyDict)) throw this.error("pickle/stack", `NEWOBJ_EX needs a dict of keywords, not ${kindOf(kwargs)}.`);
        this.newObject(kwargs);
        break;
      }
      case Op.BINPERSID:
        this.persistentIds++;
        this.make(new PyPersistent(this.pop()));
        break;
      case Op.EXT1:
        this.extension(this.u1());
        break;
      case Op.EXT2:
        this.extension(this.u2());
        break;
      case Op.EXT4:
        this.extension(this.i4());
        break;
      case Op.NEXT_BUFFER:
        this.nextBuffer(this.#options.buffers);
        break;
      case Op.READONLY_BUFFER:
        this.readonlyBuffer();
        break;
      default:
        if (isTextual(op)) {
          if (op === Op.PERSID) this.persistentIds++;
          this.make(readTextual(this, op));
        } else throw this.error("pickle/opcode", `Byte 0x${op.toString(16).padStart(2, "0")} is no pickle opcode.`);
    }
  }

  #build(): void {
    const state = this.pop();
    const object = this.peek();
    if (!(object instanceof PyObject)) throw this.error("pickle/build", `BUILD cannot set the state of ${kindOf(object)}.`);
    object.states.push(state);
    const { onBuild } = this.#options;
    if (onBuild === undefined) return;
    const behind = this.position;
    const replacement = onBuild(object, this);
    if (this.position < behind || this.position > this.bytes.length)
      throw this.error("bytes/eof", `The data behind an object would end at byte ${this.position} of ${this.bytes.length}.`);
    if (this.position !== behind) this.#frames.skip(behind);
    if (replacement !== undefined) this.values[this.values.length - 1] = replacement;
  }
}

import { ModelError } from "../../../errors.js";
import { utf8Length } from "../bulk-text.js";
import { kindOf } from "../fill.js";
import { Op } from "../opcodes.js";
import {
  Latin1Text,
  Py2String,
  PyBuffer,
  PyByteArray,
  PyDict,
  PyExtension,
  PyGlobal,
  PyObject,
  PyPersistent,
  PySet,
  PyTuple,
  type PyValue,
} from "../values.js";
import { encodeLong, encodeUtf8 } from "./encode.js";
import { LongTextTask, textOfBytes } from "./long-text.js";
import { WriteMemo } from "./memo.js";
import { PickleOutput } from "./output.js";
import { python3Name } from "./python2-names.js";
import { findShared } from "./shared.js";
import { adding, appending, CallTask, callOf, FillTask, FrozenTask, setting, type Task, ThenTask } from "./tasks.js";

export type WriteProtocol = 2 | 3 | 4 | 5;

/** Something written in an object's place, with bytes of its own right behind it (joblib's arrays). */
export interface Substitute {
  readonly value: PyValue;
  /** Called when the value is written; `position` is where the bytes begin. */
  bytes(position: number): Iterable<Uint8Array>;
}

export type Substitution = (object: PyObject) => Substitute | undefined;

const MAX_INT32 = 2n ** 31n - 1n;
const MIN_INT32 = -(2n ** 31n);
const UINT32 = 2 ** 32;
/** Times that one record may stand inside of its own arguments; only a cycle that Python could not have made goes on. */
const MAX_REENTRY = 1000;

/** Writes a value as CPython's pickler would (Lib/pickle.py), but remembers only what comes again. */
export class Pickler {
  readonly tasks: Task[] = [];
  readonly output: PickleOutput;
  readonly #memo: WriteMemo;
  readonly #entered = new Map<object, number>();

  constructor(
    readonly root: PyValue,
    readonly protocol: WriteProtocol,
    readonly substitution?: Substitution,
  ) {
    this.output = new PickleOutput(protocol >= 4);
    this.#memo = new WriteMemo(findShared(root));
  }

  /** The pickle in pieces, each made when it is asked for. */
  *run(): Generator<Uint8Array> {
    const { output, tasks } = this;
    output.append(Uint8Array.of(Op.PROTO, this.protocol));
    this.save(this.root);
    for (let task = tasks.at(-1); task !== undefined; task = tasks.at(-1)) {
      task.step(this);
      if (output.chunks.length > 0) yield* output.take();
    }
    output.op(Op.STOP);
    output.flush();
    yield* output.take();
  }

  /** The memo key of a value that was written before. */
  keyOf(owner: object): number | undefined {
    return this.#memo.get(owner);
  }

  memoize(owner: object | string): void {
    const key = this.#memo.add(owner);
    if (key === undefined) return;
    if (this.protocol >= 4) this.output.op(Op.MEMOIZE);
    else if (key < 256) this.output.number(Op.BINPUT, key, 1);
    else this.output.number(Op.LONG_BINPUT, key, 4);
  }

  get(key: number): void {
    if (key < 256) this.output.number(Op.BINGET, key, 1);
    else this.output.number(Op.LONG_BINGET, key, 4);
  }

  /** Writes an atom, or puts the task that writes more on top. */
  save(value: PyValue): void {
    const { output } = this;
    switch (typeof value) {
      case "boolean":
        output.op(value ? Op.NEWTRUE : Op.NEWFALSE);
        break;
      case "number":
        output.float(value);
        break;
      case "bigint":
        this.#int(value);
        break;
      case "string":
        this.#text(value);
        break;
      default:
        if (value === null) output.op(Op.NONE);
        else if (value === undefined) throw new ModelError("pickle/write", "An undefined value has no counterpart in Python.");
        else this.#object(value);
    }
  }

  /** A call is written; it no longer stands inside of itself. */
  made(owner: object): void {
    this.#entered.delete(owner);
  }

  #int(value: bigint): void {
    const { output } = this;
    if (value < MIN_INT32 || value > MAX_INT32) {
      const bytes = encodeLong(value);
      output.payload(bytes.length < 256 ? Op.LONG1 : Op.LONG4, bytes.length < 256 ? 1 : 4, bytes);
      return;
    }
    const number = Number(value);
    if (number < 0 || number > 0xffff) output.number(Op.BININT, number, 4);
    else if (number > 0xff) output.number(Op.BININT2, number, 2);
    else output.number(Op.BININT1, number, 1);
  }

  #text(value: string): void {
    const key = this.#memo.get(value);
    if (key !== undefined) {
      this.get(key);
      return;
    }
    const bytes = encodeUtf8(value);
    if (bytes.length < 256 && this.protocol >= 4) this.output.payload(Op.SHORT_BINUNICODE, 1, bytes);
    else if (bytes.length < UINT32) this.output.payload(Op.BINUNICODE, 4, bytes);
    else this.output.payload(this.#needs(4, Op.BINUNICODE8, "A text of 4 GiB"), 8, bytes);
    this.memoize(value);
  }

  #object(value: PyValue & object): void {
    const known = this.keyOf(value);
    if (known !== undefined) this.get(known);
    else if (Array.isArray(value)) this.#container(value, Op.EMPTY_LIST, new FillTask(value, appending));
    else if (value instanceof PyTuple) this.#tuple(value);
    else if (value instanceof PyDict) this.#container(value, Op.EMPTY_DICT, new FillTask(value.cells(), setting));
    else if (value instanceof PyObject) this.#call(value);
    else if (value instanceof Uint8Array) this.#bytes(value, value);
    else if (value instanceof PyGlobal) this.#global(value);
    else if (value instanceof PySet) this.#set(value);
    else if (value instanceof Py2String) this.#py2String(value);
    else if (value instanceof Latin1Text) this.#longText(value);
    else if (value instanceof PyByteArray) this.#byteArray(value, value.data);
    else if (value instanceof PyPersistent) this.tasks.push(new ThenTask(value.id, () => this.#made(value, Op.BINPERSID)));
    else if (value instanceof PyExtension) this.#extension(value);
    else if (value instanceof PyBuffer) this.#buffer(value);
    else throw new ModelError("pickle/write", `${kindOf(value)} has no counterpart in a pickle.`);
  }

  #container(value: object, op: number, task: Task): void {
    this.output.op(op);
    this.memoize(value);
    this.tasks.push(task);
  }

  #tuple(value: PyTuple): void {
    const { items } = value;
    this.#enter(value);
    const short = [Op.EMPTY_TUPLE, Op.TUPLE1, Op.TUPLE2, Op.TUPLE3][items.length];
    if (items.length === 0) this.output.op(Op.EMPTY_TUPLE);
    else this.tasks.push(new FrozenTask(value, items, short, Op.TUPLE));
  }

  #set(value: PySet): void {
    if (this.protocol >= 4) {
      if (value.frozen) this.tasks.push(new FrozenTask(value, value.items, undefined, Op.FROZENSET));
      else this.#container(value, Op.EMPTY_SET, new FillTask(value.items, adding));
    } else this.#reduce(value, "builtins", value.frozen ? "frozenset" : "set", [[...value.items]]);
  }

  #call(value: PyObject): void {
    const substitute = this.substitution?.(value);
    if (substitute !== undefined) {
      this.tasks.push(
        new ThenTask(substitute.value, () => {
          for (const bytes of substitute.bytes(this.output.position)) this.output.append(bytes);
        }),
      );
      return;
    }
    this.#enter(value);
    if (value.kwargs !== undefined && this.protocol < 4) {
      const { callable, args, kwargs, appended, items, states } = value;
      const maker = new PyGlobal("copyreg", "__newobj_ex__");
      this.tasks.push(new CallTask(value, [maker, new PyTuple([callable, args, kwargs])], Op.REDUCE, { appended, items, states }));
      return;
    }
    const { parts, closing } = callOf(value, value.args);
    this.tasks.push(new CallTask(value, parts, closing, value));
  }

  #enter(value: object): void {
    const times = (this.#entered.get(value) ?? 0) + 1;
    if (times > 1 || this.#memo.shared.objects.has(value)) this.#entered.set(value, times);
    if (times > MAX_REENTRY)
      throw new ModelError("pickle/write", "A tuple or a call holds itself with nothing in between that could be made first.");
  }

  /** A call of a known function, in the place of a value that the protocol has no opcode for. */
  #reduce(owner: object, module: string, name: string, args: PyValue[]): void {
    this.tasks.push(new CallTask(owner, [new PyGlobal(module, name), new PyTuple(args)], Op.REDUCE));
  }

  #bytes(owner: object, data: Uint8Array): void {
    const { output, protocol } = this;
    if (protocol < 3) {
      // As CPython: text that protocol 2 has, encoded where it is read.
      if (data.length === 0) this.#reduce(owner, "builtins", "bytes", []);
      else this.#reduce(owner, "_codecs", "encode", [textOfBytes(data), "latin1"]);
      return;
    }
    if (data.length < 256) output.payload(Op.SHORT_BINBYTES, 1, data);
    else if (data.length < UINT32) output.payload(Op.BINBYTES, 4, data);
    else output.payload(this.#needs(4, Op.BINBYTES8, "Bytes of 4 GiB"), 8, data);
    this.memoize(owner);
  }

  #byteArray(owner: object, data: Uint8Array): void {
    if (this.protocol >= 5) {
      this.output.payload(Op.BYTEARRAY8, 8, data);
      this.memoize(owner);
    } else this.#reduce(owner, "builtins", "bytearray", data.length === 0 ? [] : [data]);
  }

  #longText(text: Latin1Text): void {
    const length = utf8Length(text.data);
    if (length < UINT32) this.output.outside(Op.BINUNICODE, 4, length);
    else this.output.outside(this.#needs(4, Op.BINUNICODE8, "A text of 4 GiB"), 8, length);
    this.tasks.push(new LongTextTask(text));
  }

  #py2String(value: Py2String): void {
    if (value.data.length < 256) this.output.payload(Op.SHORT_BINSTRING, 1, value.data);
    else if (value.data.length < UINT32 / 2) this.output.payload(Op.BINSTRING, 4, value.data);
    else throw new ModelError("pickle/write", `A Python 2 string of ${value.data.length} bytes; pickles hold up to 2 GiB.`);
    this.memoize(value);
  }

  #buffer(value: PyBuffer): void {
    if (value.data === undefined)
      throw new ModelError("pickle/write", "An out-of-band buffer without its data; read the pickle together with its buffers.");
    if (value.readonly) this.#bytes(value, value.data);
    else this.#byteArray(value, value.data);
  }

  #global(value: PyGlobal): void {
    const { output, protocol } = this;
    const { module, name } = protocol >= 3 ? python3Name(value.module, value.name) : value;
    if (protocol >= 4) {
      this.#text(module);
      this.#text(name);
      this.#made(value, Op.STACK_GLOBAL);
      return;
    }
    const cut = name.lastIndexOf(".");
    if (cut > 0) {
      this.#reduce(value, "builtins", "getattr", [new PyGlobal(module, name.slice(0, cut)), name.slice(cut + 1)]);
      return;
    }
    if (/[\n\p{Surrogate}]/u.test(module + name) || module === "" || name === "")
      throw new ModelError("pickle/write", `Protocol ${protocol} cannot hold the global ${JSON.stringify(value.path)}; use protocol 4.`);
    output.op(Op.GLOBAL);
    output.name(`${module}\n`);
    output.name(`${name}\n`);
    this.memoize(value);
  }

  #extension({ code }: PyExtension): void {
    if (code < 256) this.output.number(Op.EXT1, code, 1);
    else if (code < 65_536) this.output.number(Op.EXT2, code, 2);
    else this.output.number(Op.EXT4, code, 4);
  }

  #made(value: object, op: number): void {
    this.output.op(op);
    this.memoize(value);
  }

  #needs(protocol: number, op: number, what: string): number {
    if (this.protocol >= protocol) return op;
    throw new ModelError("pickle/write", `${what} needs protocol ${protocol} or newer, not ${this.protocol}.`);
  }
}

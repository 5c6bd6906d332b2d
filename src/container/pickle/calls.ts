import { BULK, bytesOfUtf8 } from "./bulk-text.js";
import { filledLater, fillLater, kindOf, setItems } from "./fill.js";
import { deferItems } from "./lazy-list.js";
import { MachineStack } from "./stack.js";
import { decodeText } from "./text.js";
import {
  type Deferred,
  Latin1Text,
  PyBuffer,
  PyByteArray,
  PyDict,
  PyExtension,
  PyGlobal,
  PyObject,
  PyPersistent,
  PyTuple,
  type PyValue,
} from "./values.js";

/** An empty container or record takes about as much memory as two numbers with their places. */
const CONTAINER_WEIGHT = 2;

/** The opcodes that make values or record calls. */
export class MachineCalls extends MachineStack {
  #nextBuffer = 0;

  protected make(value: PyValue): void {
    this.made += typeof value === "object" ? CONTAINER_WEIGHT : 1;
    this.values.push(value);
  }

  protected string(length: number): void {
    const start = this.take(length);
    this.textAt = this.opcodeAt;
    this.textEnd = this.position;
    this.made++;
    const bytes = length >= BULK && this.encodesText ? bytesOfUtf8(this.bytes.subarray(start, start + length)) : undefined;
    this.values.push(bytes ? new Latin1Text(bytes) : decodeText(this.bytes, this.buffer, start, start + length));
  }

  /** APPEND(S), SETITEM(S) and ADDITEMS: what lies above `from` goes into the object below it. */
  protected fill(from: number, put: (target: PyValue | undefined, stack: PyValue[], from: number) => boolean, name: string): void {
    const { values } = this;
    if (from <= this.fence) throw this.underflow();
    if (name === "SETITEMS" && (values.length - from) % 2 !== 0) throw this.error("pickle/stack", "SETITEMS got a key without a value.");
    const target = values[from - 1];
    if (values.length === from) {
      if (name !== "SETITEMS" && !put(target, values, from))
        this.differential(`${name} of nothing on ${kindOf(target)}: C skips it, pickle.py refuses it.`);
      return;
    }
    this.deferral?.change(target, this.opcodeAt);
    if ((name === "APPENDS" || name === "SETITEMS") && this.#later(target as PyValue, from, name === "SETITEMS")) return;
    if (!put(target, values, from)) throw this.error("pickle/build", `${name} cannot fill ${kindOf(target)}.`);
    this.drop(from);
    if (this.deferral !== undefined && (name === "APPEND" || name === "SETITEM"))
      values[from - 1] = this.deferral.filledByOne(target as PyValue, from - 1, this.made, this.position, this.memo);
  }

  /** Leaves out what lies above `from`, if that pays and can be. */
  #later(target: PyValue, from: number, setting: boolean): boolean {
    const { deferral, marks, position, values } = this;
    if (!deferral?.isRipe(marks.length, this.made, position, this.memo)) return false;
    const kind = filledLater(target, values, from, setting);
    if (kind === undefined) return false;
    this.drop(from);
    const region = deferral.leave(kind, marks.length, this.made, position, this.memo);
    deferral.endRun(from - 1);
    values[from - 1] = fillLater(target, region);
    return true;
  }

  /** TUPLE. */
  protected tupleToMark(): void {
    const { deferral, marks, position, values } = this;
    const from = this.popMark();
    if (!deferral?.isRipe(marks.length, this.made, position, this.memo)) {
      this.make(new PyTuple(this.popFrom(from)));
      return;
    }
    values.length = from;
    const region = deferral.leave("tuple", marks.length, this.made, position, this.memo);
    this.make(new PyTuple(deferItems([], region as Deferred<PyValue[]>)));
  }

  /** DICT: keys and values above the mark. */
  protected dict(): void {
    const items = this.popToMark();
    if (items.length % 2 !== 0) throw this.error("pickle/stack", "DICT got a key without a value.");
    const dict = new PyDict();
    setItems(dict, items, 0);
    this.make(dict);
  }

  /** OBJ: a Python 2 class and its arguments above the mark. */
  protected instance(): void {
    const [cls, ...args] = this.popToMark();
    if (cls === undefined) throw this.underflow();
    this.make(new PyObject("instance", this.callable(cls), new PyTuple(args)));
  }

  protected reduce(): void {
    const args = this.tuple("REDUCE");
    this.make(new PyObject("reduce", this.callable(this.pop()), args));
  }

  protected newObject(kwargs: PyDict | undefined): void {
    const args = this.tuple("NEWOBJ");
    const object = new PyObject("newobj", this.callable(this.pop()), args);
    object.kwargs = kwargs;
    this.make(object);
  }

  /** Names and unexecuted calls may be called; plain values never. */
  protected callable(value: PyValue): PyValue {
    if (value instanceof PyGlobal || value instanceof PyObject || value instanceof PyExtension || value instanceof PyPersistent)
      return value;
    throw this.error("pickle/build", `${kindOf(value)} cannot be called.`);
  }

  protected extension(code: number): void {
    if (code <= 0) throw this.error("pickle/argument", `Extension code ${code}; codes begin at 1.`);
    this.note("extension-code", `Extension code ${code} stands for a class that only the process that wrote the file knows.`);
    this.make(new PyExtension(code));
  }

  protected nextBuffer(buffers: readonly Uint8Array[] | undefined): void {
    this.deferral?.pin(this.opcodeAt);
    if (buffers !== undefined && this.#nextBuffer >= buffers.length)
      throw this.error("pickle/stack", `The pickle asks for more out-of-band buffers than the ${buffers.length} that it got.`);
    this.make(new PyBuffer(buffers?.[this.#nextBuffer++], false));
  }

  protected readonlyBuffer(): void {
    const value = this.peek();
    if (value instanceof Uint8Array) return;
    const buffer = value instanceof PyBuffer || value instanceof PyByteArray ? value : undefined;
    if (buffer === undefined) throw this.error("pickle/build", `READONLY_BUFFER cannot make ${kindOf(value)} read-only.`);
    if (buffer instanceof PyBuffer && buffer.readonly) return;
    this.values[this.values.length - 1] = new PyBuffer(buffer.data, true);
  }

  private tuple(opcode: string): PyTuple {
    const args = this.pop();
    if (!(args instanceof PyTuple)) throw this.error("pickle/stack", `${opcode} needs a tuple of arguments, not ${kindOf(args)}.`);
    return args;
  }
}

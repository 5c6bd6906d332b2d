import { BULK, bytesOfEscaped, decodeStringEscape } from "./bulk-text.js";
import { parseFloat0, parseIndex, parseInt0, parseLong0 } from "./numerals.js";
import { Op } from "./opcodes.js";
import type { MachineStack } from "./stack.js";
import { decodeRawUnicodeEscape, decodeUtf8, isAsciiBytes, latin1 } from "./text.js";
import { TextError } from "./text-error.js";
import { Latin1Text, Py2String, type PyGlobal, PyObject, PyPersistent, PyTuple, type PyValue } from "./values.js";

/** A Python 2 string from this length on stays bytes, whatever is in it: it is an array's content, not a text. */
export const LONG_PY2_STRING = 65_536;

const textual: ReadonlySet<number> = new Set([Op.INT, Op.LONG, Op.FLOAT, Op.STRING, Op.UNICODE, Op.PERSID, Op.INST, Op.GLOBAL]);

export function isTextual(op: number): boolean {
  return textual.has(op);
}

/** The value of a protocol 0 opcode whose argument is lines of text. */
export function readTextual(machine: MachineStack, op: number): PyValue {
  const { maxDigits } = machine.limits;
  switch (op) {
    case Op.INT:
      return told(machine, parseInt0(machine.line(), maxDigits));
    case Op.LONG:
      return told(machine, parseLong0(machine.line(), maxDigits));
    case Op.FLOAT:
      return told(machine, parseFloat0(machine.line()));
    case Op.STRING:
      return py2String(decodeStringEscape(unquoted(machine.line())));
    case Op.UNICODE: {
      const line = machine.line();
      const bytes = line.length >= BULK && machine.encodesText ? bytesOfEscaped(line) : undefined;
      return bytes ? new Latin1Text(bytes) : decodeRawUnicodeEscape(line);
    }
    case Op.PERSID: {
      const id = machine.line();
      if (!isAsciiBytes(id)) throw new TextError("A persistent id of protocol 0 is not ASCII.");
      return new PyPersistent(latin1(id));
    }
    case Op.INST: {
      const cls = readGlobal(machine);
      return new PyObject("instance", cls, new PyTuple(machine.popToMark()));
    }
    default:
      return readGlobal(machine);
  }
}

/** The memo key of GET and PUT. */
export function readIndex(machine: MachineStack): number {
  const key = told(machine, parseIndex(machine.line(), machine.limits.maxDigits));
  if (!Number.isSafeInteger(key) || key < 0) throw new TextError(`${key} is no memo key.`);
  return key;
}

/** A `str` of Python 2: text where it is ASCII, else its bytes. */
export function py2String(data: Uint8Array): string | Py2String {
  return data.length < LONG_PY2_STRING && isAsciiBytes(data) ? latin1(data) : new Py2String(data);
}

function readGlobal(machine: MachineStack): PyGlobal {
  const module = name(machine.line());
  return machine.global(module, name(machine.line()));
}

/** Names are strict UTF-8, and never empty: `_pickle.c` calls an empty line cut off, `pickle.py` would go on. */
function name(line: Uint8Array): string {
  if (line.length === 0) throw new TextError("A global without a module or a name.");
  const text = decodeUtf8(Buffer.from(line.buffer, line.byteOffset, line.length), 0, line.length);
  if (/\p{Surrogate}/u.test(text)) throw new TextError("The name of a global is not UTF-8.");
  return text;
}

function unquoted(line: Uint8Array): Uint8Array {
  const [quote] = line;
  if (line.length < 2 || quote !== line[line.length - 1] || (quote !== 0x22 && quote !== 0x27))
    throw new TextError("The argument of STRING is not quoted.");
  return line.subarray(1, -1);
}

function told<T>(machine: MachineStack, numeral: { value: T; differential?: string }): T {
  machine.differential(numeral.differential);
  return numeral.value;
}

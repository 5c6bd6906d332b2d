import { MachineCalls } from "./calls.js";
import { kindOf } from "./fill.js";
import { decodeLong } from "./numerals.js";
import { Op } from "./opcodes.js";
import { isTextual, py2String, readIndex, readTextual } from "./textual.js";
import { PyByteArray, PyDict, PyPersistent, PySet } from "./values.js";

/** The opcodes that are seldom met, or whose argument is long. */
export class MachineRare extends MachineCalls {
  /** Persistent ids met: Python asks the program that loads the file what they stand for. */
  persistentIds = 0;

  protected rare(op: number, buffers: readonly Uint8Array[] | undefined): void {
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
        this.remember(readIndex(this));
        break;
      case Op.POP:
        if (this.marks.length > 0 && this.fence === values.length) this.marks.pop();
        else this.pop();
        break;
      case Op.POP_MARK:
        this.drop(this.popMark());
        break;
      case Op.DUP:
        this.deferral?.recall(this.peek());
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
        this.nextBuffer(buffers);
        break;
      case Op.READONLY_BUFFER:
        this.readonlyBuffer();
        break;
      default:
        if (isTextual(op)) {
          if (op === Op.PERSID) this.persistentIds++;
          this.make(readTextual(this, op));
          this.textAt = this.opcodeAt;
          this.textEnd = this.position;
        } else throw this.error("pickle/opcode", `Byte 0x${op.toString(16).padStart(2, "0")} is no pickle opcode.`);
    }
  }
}

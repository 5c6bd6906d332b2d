import { ModelError } from "../../errors.js";
import { defaultLimits, type Limits } from "../../limits.js";
import { PickleMachine } from "./machine.js";
import { HIGHEST_PROTOCOL, Op, opcodes } from "./opcodes.js";

/** Bytes that sniffing looks at: enough for the first array wrapper of most joblib files. */
export const HEAD_BYTES = 65_536;

/** A protocol 0 or 1 pickle that goes on behind the head has to have made sense for this many bytes. */
const MIN_TEXT = 4;

/**
 * Whether the bytes begin a pickle. Protocols 2 to 5 have a header; protocols 0 and 1 have none, so their head is read: it has
 * to run to STOP, or make sense until the head ends.
 */
export function looksLikePickle(head: Uint8Array): boolean {
  const [first, protocol = 0, next] = head;
  if (first === Op.PROTO) return protocol >= 2 && protocol <= HIGHEST_PROTOCOL && next !== undefined && opcodes.has(next);
  if (first === undefined || (opcodes.get(first)?.protocol ?? 2) > 1 || isZip(head)) return false;
  const limits: Limits = { ...defaultLimits, maxOpcodes: HEAD_BYTES, maxValues: HEAD_BYTES };
  const machine = new PickleMachine(head.subarray(0, HEAD_BYTES), { limits });
  try {
    machine.run();
    return true;
  } catch (error) {
    return error instanceof ModelError && error.code === "bytes/eof" && machine.opcodeAt >= MIN_TEXT;
  }
}

function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && (head[2] ?? 0) < 8;
}

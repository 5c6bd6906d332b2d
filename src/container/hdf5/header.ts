/** Types of messages in an object's header (HDF5 File Format Specification, IV.A.2). */
export const DATATYPE = 0x0003;
export const ATTRIBUTE = 0x000c;
const CONTINUATION = 0x0010;
const PREFIX_BYTES = 16;
const MESSAGE_PREFIX_BYTES = 8;

/** A message of an object's header: where its data is in the file. */
export interface Message {
  readonly type: number;
  readonly at: number;
  readonly bytes: number;
}

/** The messages of a header of version 1, which libhdf5 writes unless told otherwise (Specification, IV.A.1.a). */
export function messagesOf(file: Uint8Array, address: number): Message[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint8(address) !== 1) throw new RangeError(`An object header of version ${view.getUint8(address)} at ${address}.`);
  const messages: Message[] = [];
  const blocks: [at: number, bytes: number][] = [[address + PREFIX_BYTES, view.getUint32(address + 8, true)]];
  for (const [start, size] of blocks) {
    for (let at = start; at + MESSAGE_PREFIX_BYTES <= start + size; ) {
      const type = view.getUint16(at, true);
      const bytes = view.getUint16(at + 2, true);
      at += MESSAGE_PREFIX_BYTES;
      if (type === CONTINUATION) blocks.push([Number(view.getBigUint64(at, true)), Number(view.getBigUint64(at + 8, true))]);
      else messages.push({ type, at, bytes });
      at += bytes;
    }
  }
  return messages;
}

/** Where the datatype of an attribute's message of version 1 begins: behind the name, which is padded to eight bytes (Specification, IV.A.2.m). */
export function datatypeOfAttribute(file: Uint8Array, { at }: Message): number {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (view.getUint8(at) !== 1) throw new RangeError(`An attribute of version ${view.getUint8(at)} at ${at}.`);
  return at + 8 + Math.ceil(view.getUint16(at + 2, true) / 8) * 8;
}

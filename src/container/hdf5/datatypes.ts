import type { DType } from "../../tensor.js";
import { ATTRIBUTE, DATATYPE, datatypeOfAttribute, messagesOf } from "./header.js";

/** Datatype messages as h5py writes them (HDF5 File Format Specification, IV.A.2.d): class and version, class bits, size, properties. */
const h5py: { readonly [D in DType]?: readonly number[] } = {
  // An enumeration over int8 with the members FALSE = 0 and TRUE = 1.
  bool: [
    [0x18, 2, 0, 0, 1, 0, 0, 0],
    [0x10, 8, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0],
    [..."FALSE\0\0\0TRUE\0\0\0\0"].map((letter) => letter.charCodeAt(0)),
    [0, 1],
  ].flat(),
  // Sign at bit 15, 5 bits of exponent at 10, 10 of mantissa at 0, bias 15.
  float16: [0x11, 0x20, 0x0f, 0, 2, 0, 0, 0, 0, 0, 16, 0, 10, 5, 0, 10, 15, 0, 0, 0],
  // Opaque: HDF5 has no brain floats, and Keras marks them by an attribute.
  bfloat16: [0x15, 0, 0, 0, 2, 0, 0, 0],
};

const FIXED_TEXT = 0x13;
const VARIABLE = 0x19;
const NUL_PADDED_ASCII = 1;
/** Of a variable length, the lower four bits: a text. The upper four are its padding, 0 for a closing NUL. */
const TEXT = 1;

/** Puts the type in that a dataset was meant to have; its elements were written as a compound of the same size, whose message is longer. */
export function setDatatype(file: Uint8Array, header: number, dtype: DType): void {
  const wanted = h5py[dtype];
  const message = messagesOf(file, header).find(({ type }) => type === DATATYPE);
  if (wanted === undefined || message === undefined || message.bytes < wanted.length)
    throw new RangeError(`No room for the datatype ${dtype} at ${header}.`);
  file.set(wanted, message.at);
  file.fill(0, message.at + wanted.length, message.at + message.bytes);
}

/** Makes texts what h5py makes of them: h5wasm pads all with spaces, and calls those of fixed length UTF-8. */
export function mendTexts(file: Uint8Array, header: number): void {
  for (const message of messagesOf(file, header)) {
    if (message.type !== DATATYPE && message.type !== ATTRIBUTE) continue;
    const at = message.type === DATATYPE ? message.at : datatypeOfAttribute(file, message);
    if (file[at] === FIXED_TEXT) file[at + 1] = NUL_PADDED_ASCII;
    if (file[at] === VARIABLE) file[at + 1] = TEXT;
  }
}

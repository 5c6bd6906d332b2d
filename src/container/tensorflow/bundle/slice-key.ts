/** One axis of a part of a partitioned variable; a length of -1 is the whole axis. */
export interface Extent {
  readonly start: number;
  readonly length: number;
}

/**
 * The key of a part of a variable, one character a byte: ordered code of 0, the name, the number of axes, and start and length of each
 * (tensorflow/core/util/saved_tensor_slice_util.cc: EncodeTensorNameSlice; tsl/lib/strings/ordered_code.cc).
 */
export function sliceKey(name: string, extents: readonly Extent[]): string {
  const escaped = name.replaceAll("\0", "\0\xff").replaceAll("\xff", "\xff\0");
  const axes = extents.map(({ start, length }) => signed(start) + signed(length));
  return `${whole(0)}${escaped}\0\x01${whole(extents.length)}${axes.join("")}`;
}

/** The number of bytes, then the bytes, the highest first. */
function whole(value: number): string {
  let bytes = "";
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes = String.fromCharCode(rest % 256) + bytes;
  return String.fromCharCode(bytes.length) + bytes;
}

/** As many leading bits as bytes (after the sign), then the number in two's complement. */
function signed(value: number): string {
  const big = BigInt(value);
  const magnitude = value < 0 ? -big - 1n : big;
  const length = Math.max(1, Math.ceil((magnitude.toString(2).length + (magnitude === 0n ? 0 : 1)) / 7));
  const bits = BigInt(8 * length);
  const plain = BigInt.asUintN(8 * length, big);
  const header = ((1n << BigInt(length)) - 1n) << (bits - BigInt(length));
  let code = plain ^ header;
  let bytes = "";
  for (let i = 0; i < length; i++, code >>= 8n) bytes = String.fromCharCode(Number(code & 0xffn)) + bytes;
  return bytes;
}

/* Geoff Pike's FarmHash, variant "na": a hash of bytes that is the same for ever (farmhash.cc: farmhashna::Hash64, util::Fingerprint64). */

const K0 = 0xc3a5c85c97cb3127n;
const K1 = 0xb492b66fbe98f273n;
const K2 = 0x9ae16a3b2f90404fn;

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const mixed = (value: bigint): bigint => value ^ (value >> 47n);
const rotated = (value: bigint, by: bigint): bigint => u64((value >> by) | (value << (64n - by)));

function joined(u: bigint, v: bigint, factor: bigint): bigint {
  const a = mixed(u64((u ^ v) * factor));
  return u64(mixed(u64((v ^ a) * factor)) * factor);
}

/** The 64 bits of some bytes, as an unsigned number. */
export function fingerprint64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length <= 16) return upTo16(bytes, view);
  if (bytes.length <= 32) return upTo32(view);
  return bytes.length <= 64 ? upTo64(view) : longer(view);
}

const at = (view: DataView, offset: number): bigint => view.getBigUint64(offset, true);

function upTo16(bytes: Uint8Array, view: DataView): bigint {
  const { length } = bytes;
  const factor = u64(K2 + BigInt(2 * length));
  if (length >= 8) {
    const a = u64(at(view, 0) + K2);
    const b = at(view, length - 8);
    return joined(u64(rotated(b, 37n) * factor + a), u64(u64(rotated(a, 25n) + b) * factor), factor);
  }
  if (length >= 4)
    return joined(BigInt(length) + (BigInt(view.getUint32(0, true)) << 3n), BigInt(view.getUint32(length - 4, true)), factor);
  if (length === 0) return K2;
  const y = BigInt((bytes[0] as number) + ((bytes[length >> 1] as number) << 8));
  const z = BigInt(length + ((bytes[length - 1] as number) << 2));
  return u64(mixed(u64(y * K2) ^ u64(z * K0)) * K2);
}

function upTo32(view: DataView): bigint {
  const length = view.byteLength;
  const factor = u64(K2 + BigInt(2 * length));
  const a = u64(at(view, 0) * K1);
  const b = at(view, 8);
  const c = u64(at(view, length - 8) * factor);
  const d = u64(at(view, length - 16) * K2);
  return joined(u64(rotated(u64(a + b), 43n) + rotated(c, 30n) + d), u64(a + rotated(u64(b + K2), 18n) + c), factor);
}

function upTo64(view: DataView): bigint {
  const length = view.byteLength;
  const factor = u64(K2 + BigInt(2 * length));
  const a = u64(at(view, 0) * K2);
  const b = at(view, 8);
  const c = u64(at(view, length - 8) * factor);
  const d = u64(at(view, length - 16) * K2);
  const y = u64(rotated(u64(a + b), 43n) + rotated(c, 30n) + d);
  const z = joined(y, u64(a + rotated(u64(b + K2), 18n) + c), factor);
  const e = u64(at(view, 16) * factor);
  const f = at(view, 24);
  const g = u64(u64(y + at(view, length - 32)) * factor);
  const h = u64(u64(z + at(view, length - 24)) * factor);
  return joined(u64(rotated(u64(e + f), 43n) + rotated(g, 30n) + h), u64(e + rotated(u64(f + a), 18n) + g), factor);
}

/** 32 bytes mixed into two seeds. */
function seeded(view: DataView, offset: number, first: bigint, second: bigint): readonly [bigint, bigint] {
  const z = at(view, offset + 24);
  const start = u64(first + at(view, offset));
  const turned = rotated(u64(second + start + z), 21n);
  const a = u64(start + at(view, offset + 8) + at(view, offset + 16));
  return [u64(a + z), u64(turned + rotated(a, 44n) + start)];
}

function longer(view: DataView): bigint {
  const length = view.byteLength;
  const seed = 81n;
  let x = u64(seed * K2 + at(view, 0));
  let y = u64(seed * K1 + 113n);
  let z = u64(mixed(u64(y * K2 + 113n)) * K2);
  let v: readonly [bigint, bigint] = [0n, 0n];
  let w: readonly [bigint, bigint] = [0n, 0n];
  const round = (offset: number, factor: bigint, weight: bigint): void => {
    x = u64(rotated(u64(x + y + v[0] + at(view, offset + 8)), 37n) * factor);
    y = u64(rotated(u64(y + v[1] + at(view, offset + 48)), 42n) * factor);
    x ^= u64(w[1] * weight);
    y = u64(y + v[0] * weight + at(view, offset + 40));
    z = u64(rotated(u64(z + w[0]), 33n) * factor);
    v = seeded(view, offset, u64(v[1] * factor), u64(x + w[0]));
    w = seeded(view, offset + 32, u64(z + w[1]), u64(y + at(view, offset + 16)));
    [z, x] = [x, z];
  };
  for (let offset = 0; offset < length - 64; offset += 64) round(offset, K1, 1n);
  const factor = u64(K1 + ((z & 0xffn) << 1n));
  w = [u64(w[0] + BigInt((length - 1) & 63)), w[1]];
  v = [u64(v[0] + w[0]), v[1]];
  w = [u64(w[0] + v[0]), w[1]];
  round(length - 64, factor, 9n);
  return joined(u64(joined(v[0], w[0], factor) + u64(mixed(y) * K0) + z), u64(joined(v[1], w[1], factor) + x), factor);
}

/** Two fingerprints as one; their order counts (tsl/platform/fingerprint.h: FingerprintCat64). */
export function crossed(first: bigint, second: bigint): bigint {
  const factor = 0xc6a4a7935bd1e995n;
  const result = u64((first ^ factor ^ u64(mixed(u64(second * factor)) * factor)) * factor);
  return mixed(u64(mixed(result) * factor));
}

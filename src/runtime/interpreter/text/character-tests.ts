/** Characters beyond ASCII whose membership is remembered; texts use a few hundred. */
const REMEMBERED = 4_096;

/** Whether a code point is in a set, of which each RegExp matches one from end to end. */
export function characterTests(sets: readonly RegExp[]): (set: number, code: number) => boolean {
  const ascii = sets.map((set) => Uint8Array.from({ length: 128 }, (_, code) => (set.test(String.fromCharCode(code)) ? 1 : 0)));
  const beyond = sets.map(() => new Map<number, boolean>());
  return (set, code) => {
    if (code < 128) return (ascii[set] as Uint8Array)[code] === 1;
    const known = beyond[set] as Map<number, boolean>;
    let found = known.get(code);
    if (found === undefined) {
      found = (sets[set] as RegExp).test(String.fromCodePoint(code));
      if (known.size >= REMEMBERED) known.clear();
      known.set(code, found);
    }
    return found;
  };
}

/** A read-only map of units by key, made once by the composition root. Two units under one key are a programming error. */
export function catalog<U>(units: Iterable<U>, key: (unit: U) => string): ReadonlyMap<string, U> {
  const map = new Map<string, U>();
  for (const unit of units) {
    const name = key(unit);
    if (map.has(name)) throw new RangeError(`Two units are called "${name}".`);
    map.set(name, unit);
  }
  return map;
}

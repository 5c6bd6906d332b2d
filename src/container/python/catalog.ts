import { builtins } from "./builtins.js";
import { collections } from "./collections.js";
import { datetimes } from "./datetimes.js";
import { numbers } from "./numbers.js";
import { numpyArrays } from "./numpy-arrays.js";
import { numpyDtype } from "./numpy-dtype.js";
import { numpyMasked } from "./numpy-masked.js";
import { numpyRandom } from "./numpy-random.js";
import { pandas } from "./pandas/units.js";
import type { Reconstructor } from "./real.js";
import { scipySparse } from "./scipy-sparse.js";

/** Everything that `realize` makes values of. None of them takes a name that is looked up, a path or code. */
export const reconstructors: readonly Reconstructor[] = [
  ...builtins,
  ...collections,
  ...datetimes,
  ...numbers,
  ...numpyArrays,
  numpyDtype,
  numpyMasked,
  ...numpyRandom,
  scipySparse,
  ...pandas,
];

export const byCall: ReadonlyMap<string, Reconstructor> = indexed((unit) => unit.calls);
export const byClass: ReadonlyMap<string, Reconstructor> = indexed((unit) => unit.classes);

function indexed(names: (unit: Reconstructor) => readonly string[] | undefined): Map<string, Reconstructor> {
  const map = new Map<string, Reconstructor>();
  for (const unit of reconstructors)
    for (const name of names(unit) ?? []) {
      if (map.has(name)) throw new Error(`Two reconstructors for ${name}.`);
      map.set(name, unit);
    }
  return map;
}

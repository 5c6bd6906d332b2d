import type { Change } from "./changes/change.js";
import { componentsChanges } from "./changes/components.js";
import { compositionChanges } from "./changes/composition.js";
import { linearChanges } from "./changes/linear.js";
import { neighborsChanges } from "./changes/neighbors.js";
import { numbersChanges } from "./changes/numbers.js";
import { textChanges } from "./changes/text.js";
import { treesChanges } from "./changes/trees.js";

export type { Change } from "./changes/change.js";

/** What differs between the versions of scikit-learn, by family of estimators. */
export const changes: readonly Change[] = [
  ...linearChanges,
  ...compositionChanges,
  ...treesChanges,
  ...textChanges,
  ...numbersChanges,
  ...neighborsChanges,
  ...componentsChanges,
];

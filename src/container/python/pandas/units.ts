import type { Reconstructor } from "../real.js";
import { pandasArrays } from "./arrays.js";
import { dataFrame, series } from "./frames.js";
import { pandasIndex } from "./indexes.js";
import { pandasMoments } from "./moments.js";

export const pandas: readonly Reconstructor[] = [...pandasArrays, pandasIndex, dataFrame, series, ...pandasMoments];

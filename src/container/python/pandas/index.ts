import type { Reconstructor } from "../real.js";

export const pandas: readonly Reconstructor[] = [];

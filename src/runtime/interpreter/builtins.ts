import { catalog } from "../../catalog.js";
import { kernels } from "./kernels/index.js";

/** Every op that the interpreter runs. */
export const interpreterKernels = catalog(kernels, (kernel) => kernel.op);

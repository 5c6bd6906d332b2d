import { ModelError } from "../../errors.js";

/** The optional peer's module. */
export type Onnxruntime = typeof import("onnxruntime-node");

type Importer = () => Promise<Onnxruntime>;
type Found = { readonly module: Onnxruntime } | { readonly cause: unknown };

const found = new Map<Importer, Promise<Found>>();
const importPeer: Importer = () => import("onnxruntime-node");

function find(importer: Importer): Promise<Found> {
  let result = found.get(importer);
  if (result === undefined) {
    result = importer().then(
      (module) => ({ module }),
      (cause: unknown) => ({ cause }),
    );
    found.set(importer, result);
  }
  return result;
}

/** onnxruntime, or undefined where it is not installed or its native part does not start on this machine. Loaded once. */
export async function findOnnxruntime(importer = importPeer): Promise<Onnxruntime | undefined> {
  const result = await find(importer);
  return "module" in result ? result.module : undefined;
}

/** onnxruntime for a caller who insists; throws `runtime/missing`. */
export async function requireOnnxruntime(importer = importPeer): Promise<Onnxruntime> {
  const result = await find(importer);
  if ("module" in result) return result.module;
  throw new ModelError(
    "runtime/missing",
    `onnxruntime could not be loaded: install it with "npm install onnxruntime-node". (${String(result.cause)})`,
    {
      where: "onnxruntime-node",
      cause: result.cause,
    },
  );
}

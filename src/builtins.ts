import { catalog } from "./catalog.js";
import { joblibFormat } from "./container/joblib/format.js";
import { onnxFormat } from "./container/onnx/format.js";
import { pythonDecoder } from "./decode/python/decoder.js";
import type { SourceModel } from "./decode/source.js";
import type { Estimator } from "./lower/sklearn/define.js";
import { estimators } from "./lower/sklearn/estimators/index.js";
import { sklearnLowering } from "./lower/sklearn/lowering.js";
import type { Readers } from "./model/load.js";
import type { Engine } from "./model/model.js";
import { isOnnx, onnxDecoder } from "./model/onnx/decoder.js";
import type { Writer } from "./model/save.js";
import { joblibWriter } from "./model/writers/joblib.js";
import { onnxWriter } from "./model/writers/onnx.js";
import { pickleWriter } from "./model/writers/pickle.js";
import { executable } from "./runtime/executor.js";
import { interpreterKernels } from "./runtime/interpreter/builtins.js";
import { foldWith } from "./runtime/interpreter/plan.js";

/** The containers and decoders that ship. `joblibFormat` reads plain pickles, too. */
export const readers: Readers = { formats: [joblibFormat, onnxFormat], decoders: [pythonDecoder, onnxDecoder] };

/** The formats that models are written in. */
export const writers: readonly Writer[] = [pickleWriter, joblibWriter, onnxWriter];

const builtin = catalog(estimators, (estimator) => estimator.name);

/** Lowerings and runtimes that ship, with a user's own estimators by full class path. */
export async function engine(source: SourceModel, custom: Readonly<Record<string, Estimator>> = {}): Promise<Engine> {
  if (isOnnx(source.container)) return (await import("./model/onnx/engine.js")).onnxEngine(source, writers, foldWith(interpreterKernels));
  const known = Object.keys(custom).length === 0 ? builtin : new Map([...builtin, ...Object.entries(custom)]);
  return {
    lowering: sklearnLowering(known),
    writers,
    fold: foldWith(interpreterKernels),
    executable: (graph) => executable(graph, interpreterKernels),
  };
}

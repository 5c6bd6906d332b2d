import { catalog } from "./catalog.js";
import { hdf5Format } from "./container/hdf5/format.js";
import { joblibFormat } from "./container/joblib/format.js";
import { jsonFormat } from "./container/json/format.js";
import { onnxFormat } from "./container/onnx/format.js";
import { zipFormat } from "./container/zip/format.js";
import { kerasDecoder } from "./decode/keras/decoder.js";
import { KerasSource } from "./decode/keras/source.js";
import { pythonDecoder } from "./decode/python/decoder.js";
import type { SourceModel } from "./decode/source.js";
import { definitionOf } from "./lower/keras/bound.js";
import type { Layer } from "./lower/keras/define.js";
import { layers } from "./lower/keras/layers/index.js";
import { kerasLowering } from "./lower/keras/lowering.js";
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

/** What users may define: estimators of scikit-learn's kind by full class path, Keras layers by registered name. */
export type Custom = Readonly<Record<string, Estimator | Layer>>;

const builtinLayers = catalog(layers, (layer) => layer.name);

const isLayer = (unit: Estimator | Layer): unit is Layer => "variables" in unit;
const layersWith = (custom: Custom): ReadonlyMap<string, Layer> =>
  new Map([...builtinLayers, ...Object.entries(custom).filter((entry): entry is [string, Layer] => isLayer(entry[1]))]);
const estimatorsWith = (custom: Custom): ReadonlyMap<string, Estimator> =>
  new Map([...builtin, ...Object.entries(custom).filter((entry): entry is [string, Estimator] => !isLayer(entry[1]))]);

/** The containers and decoders that ship, with a user's own layers. `joblibFormat` reads plain pickles, too. */
export function readers(custom: Custom = {}): Readers {
  return Object.keys(custom).length === 0 ? builtinReaders : readersWith(layersWith(custom));
}

function readersWith(known: ReadonlyMap<string, Layer>): Readers {
  return {
    formats: [joblibFormat, onnxFormat, hdf5Format, zipFormat, jsonFormat],
    decoders: [pythonDecoder, onnxDecoder, kerasDecoder((layer) => definitionOf(known, layer)?.variables(layer))],
  };
}

const builtinReaders = readersWith(builtinLayers);

/** The formats that models are written in. */
export const writers: readonly Writer[] = [pickleWriter, joblibWriter, onnxWriter];

const builtin = catalog(estimators, (estimator) => estimator.name);

/** Lowerings and runtimes that ship, with a user's own estimators by full class path. */
export async function engine(source: SourceModel, custom: Custom = {}): Promise<Engine> {
  if (isOnnx(source.container)) return (await import("./model/onnx/engine.js")).onnxEngine(source, writers, foldWith(interpreterKernels));
  const none = Object.keys(custom).length === 0;
  return {
    lowering:
      source instanceof KerasSource
        ? kerasLowering(none ? builtinLayers : layersWith(custom))
        : sklearnLowering(none ? builtin : estimatorsWith(custom)),
    writers,
    fold: foldWith(interpreterKernels),
    executable: (graph) => executable(graph, interpreterKernels),
  };
}

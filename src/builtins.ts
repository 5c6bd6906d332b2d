import { catalog } from "./catalog.js";
import { hdf5Format } from "./container/hdf5/format.js";
import { joblibFormat } from "./container/joblib/format.js";
import { jsonFormat } from "./container/json/format.js";
import { onnxFormat } from "./container/onnx/format.js";
import { safetensorsFormat } from "./container/safetensors/format.js";
import { checkpointFormat, graphDefFormat, savedModelFormat } from "./container/tensorflow/formats.js";
import { zipFormat } from "./container/zip/format.js";
import { unpackedFormat } from "./container/zip/unpacked.js";
import { kerasDecoder } from "./decode/keras/decoder.js";
import { KerasSource } from "./decode/keras/source.js";
import type { VariablesOf } from "./decode/keras/variables.js";
import { pythonDecoder } from "./decode/python/decoder.js";
import type { SourceModel } from "./decode/source.js";
import { tensorflowDecoder } from "./decode/tensorflow/decoder.js";
import { weightsDecoder } from "./decode/weights/decoder.js";
import type { Layer } from "./lower/keras/define.js";
import type { Lowering } from "./lower/lowering.js";
import type { Estimator } from "./lower/sklearn/define.js";
import { estimators } from "./lower/sklearn/estimators/index.js";
import { sklearnLowering } from "./lower/sklearn/lowering.js";
import { weightsLowering } from "./lower/weights.js";
import type { Readers } from "./model/load.js";
import type { Engine } from "./model/model.js";
import { isOnnx, onnxDecoder } from "./model/onnx/decoder.js";
import type { Writer } from "./model/save.js";
import { joblibWriter } from "./model/writers/joblib.js";
import { kerasWriters } from "./model/writers/keras.js";
import { onnxWriter } from "./model/writers/onnx.js";
import { pickleWriter } from "./model/writers/pickle.js";
import { npzWriter, safetensorsWriter } from "./model/writers/weights.js";
import { executable } from "./runtime/executor.js";
import { interpreterKernels } from "./runtime/interpreter/builtins.js";
import { foldWith } from "./runtime/interpreter/plan.js";

/** What users may define: estimators of scikit-learn's kind by full class path, Keras layers by registered name. */
export type Custom = Readonly<Record<string, Estimator | Layer>>;

const isLayer = (unit: Estimator | Layer): unit is Layer => "variables" in unit;
const layersOf = (custom: Custom) => Object.entries(custom).filter((entry): entry is [string, Layer] => isLayer(entry[1]));
const estimatorsOf = (custom: Custom) => Object.entries(custom).filter((entry): entry is [string, Estimator] => !isLayer(entry[1]));
const noCustom: Custom = {};

/** What the layers hold, asked of definitions that are loaded when a network is opened. */
const variablesOf = (custom: Custom) => async (): Promise<VariablesOf> => {
  const { layersWith, variablesIn } = await import("./builtins-keras.js");
  return variablesIn(layersWith(layersOf(custom)));
};

/** The containers and decoders that ship, with a user's own layers. `joblibFormat` reads plain pickles, too. */
export const readers = (custom: Custom = noCustom): Readers => (custom === noCustom ? builtinReaders : readersWith(custom));

const readersWith = (custom: Custom): Readers => ({
  formats: [
    joblibFormat,
    onnxFormat,
    hdf5Format,
    zipFormat,
    jsonFormat,
    savedModelFormat,
    checkpointFormat,
    graphDefFormat,
    unpackedFormat,
    safetensorsFormat,
  ],
  decoders: [pythonDecoder, onnxDecoder, kerasDecoder(variablesOf(custom)), tensorflowDecoder(variablesOf(custom)), weightsDecoder],
});
const builtinReaders = readersWith(noCustom);

/** The formats that models are written in. */
const writersWith = (custom: Custom): readonly Writer[] => [
  pickleWriter,
  joblibWriter,
  onnxWriter,
  ...kerasWriters(variablesOf(custom)),
  safetensorsWriter,
  npzWriter,
];
export const writers = writersWith(noCustom);

const builtin = catalog(estimators, (estimator) => estimator.name);

/** Lowerings and runtimes that ship, with a user's own units. */
export async function engine(source: SourceModel, custom: Custom = noCustom): Promise<Engine> {
  if (isOnnx(source.container)) return (await import("./model/onnx/engine.js")).onnxEngine(source, writers, foldWith(interpreterKernels));
  return {
    lowering: await loweringOf(source, custom),
    writers: custom === noCustom ? writers : writersWith(custom),
    fold: foldWith(interpreterKernels),
    executable: (graph) => executable(graph, interpreterKernels),
  };
}

async function loweringOf(source: SourceModel, custom: Custom): Promise<Lowering> {
  if (source instanceof KerasSource && source.container.type === "saved-model") {
    const { kerasSavedModelLowering, lowering } = await import("./builtins-tensorflow.js");
    return kerasSavedModelLowering(await networks(custom), lowering);
  }
  if (source instanceof KerasSource) return networks(custom);
  if (source.framework === "tensorflow") return (await import("./builtins-tensorflow.js")).lowering;
  if (source.framework === "weights") return weightsLowering;
  return sklearnLowering(estimatorsWith(custom));
}

async function networks(custom: Custom) {
  const { kerasLowering, layersWith } = await import("./builtins-keras.js");
  return kerasLowering(layersWith(layersOf(custom)));
}

function estimatorsWith(custom: Custom): ReadonlyMap<string, Estimator> {
  return custom === noCustom ? builtin : new Map([...builtin, ...estimatorsOf(custom)]);
}

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { layers } from "../../src/lower/keras/layers/index.js";
import { root } from "./fixture.js";

/** The Keras versions that fixtures are made with, oldest first. */
const versions = ["2.12", "2.13", "2.14", "2.15", "3.0", "3.3", "3.6", "3.10", "3.15"];

/** Those that every unit has a folder of, as far as they have the class; `bash oracle/keras.sh` makes what the others lack. */
const complete = ["2.12", "2.13", "2.15", "3.15"];

/**
 * Classes that Keras introduced later than 2.12, by the first of our versions that has them; and those of keras.applications, which Keras 2
 * opens only where it is handed the class.
 */
const introduced = new Map<string, string>(
  Object.entries({
    "2.13": "SpectralNormalization",
    "3.0": "GroupQueryAttention Lambda",
    "3.3": "MelSpectrogram",
    "3.6": "AutoContrast Pipeline Solarization",
    "3.10":
      "AugMix CustomScaleLayer CutMix Equalization LayerScale MaxNumBoundingBoxes MixUp RMSNormalization RandAugment RandomColorDegeneration RandomColorJitter RandomElasticTransform RandomErasing RandomGaussianBlur RandomGrayscale RandomHue RandomInvert RandomPerspective RandomPosterization RandomSaturation RandomSharpness RandomShear STFTSpectrogram StochasticDepth",
    "3.15":
      "AdaptiveAveragePooling1D AdaptiveAveragePooling2D AdaptiveAveragePooling3D AdaptiveMaxPooling1D AdaptiveMaxPooling2D AdaptiveMaxPooling3D ContrastLimitedAdaptiveHistogramEqualization ReversibleEmbedding",
  }).flatMap(([version, names]) => names.split(" ").map((name): [string, string] => [name, version])),
);

/** Classes that Keras dropped, by the last of our versions that has them. */
const dropped = new Map<string, string>(
  "LocallyConnected1D LocallyConnected2D RandomHeight RandomWidth SyncBatchNormalization ThresholdedReLU"
    .split(" ")
    .map((name) => [name, "2.15"]),
);

/** Layers without a case of their own, and in which fixtures they are. */
const within = new Map<string, string>([
  ["ConvLSTM1DCell", "ConvLSTM1D"],
  ["ConvLSTM2DCell", "ConvLSTM2D"],
  ["ConvLSTM3DCell", "ConvLSTM3D"],
  ["InputLayer", "Dense"],
  ["SlicingOpLambda", "Operations"],
  ["TFOpLambda", "Operations"],
  ["TensorFlowOpLayer", "Operations"],
]);

/** Layers that no version of ours answers: of Keras 1, of graphics cards, and one of bounding boxes, which are no array. */
const elsewhere = new Set(["CuDNNGRU", "CuDNNLSTM", "Highway", "MaxoutDense", "MaxNumBoundingBoxes"]);

/** Units that are no layer: whole models, and what can be done with any layer. */
const whole = ["Compiled", "Functional", "MixedPrecision", "Operations", "Sequential"];

/** Other names of a class, which files of Keras 1 and 2 may use. */
const alias = (name: string): string =>
  name
    .replace(/^(?:Separable)?Convolution/, (found) => found.replace("olution", ""))
    .replace(/(Avg|Max)Pool(\d)/, (_, kind: string, rank: string) => `${kind === "Avg" ? "Average" : "Max"}Pooling${rank}`);

const made = (unit: string) => versions.filter((version) => existsSync(join(root, unit, version)));

describe("every layer has fixtures", () => {
  it.each(layers.map(({ name }) => name).filter((name) => !elsewhere.has(name)))("%s", (name) => {
    const unit = within.get(name) ?? alias(name);
    const first = versions.indexOf(introduced.get(unit) ?? "2.12");
    const last = versions.indexOf(dropped.get(unit) ?? "3.15");
    const expected = versions.slice(first, last + 1);
    expect(made(unit), `make them: bash oracle/keras.sh ${unit}`).toEqual(
      expect.arrayContaining(expected.filter((v) => complete.includes(v))),
    );
    expect(expected, "versions that should not have the class").toEqual(expect.arrayContaining(made(unit)));
  });
});

describe("every fixture has its layer", () => {
  const known = new Set(layers.map(({ name }) => name));
  it.each(readdirSync(root))("%s", (unit) => {
    expect(known.has(unit) || whole.includes(unit), `src/lower/keras/layers defines no ${unit}`).toBe(true);
    expect(readdirSync(join(root, unit)).filter((version) => !versions.includes(version))).toEqual([]);
    expect(existsSync(join(import.meta.dirname, "../../oracle/cases/keras", `${unit}.py`)), "its case file").toBe(true);
  });
});

import { defineLayer } from "../../define.js";

/* What changes images in training only (keras/src/layers/preprocessing/image_preprocessing): outside of it most layers still answer their floats … */

const defineCast = (name: string) => defineLayer(name, { call: (x, m) => x.cast(m.dtype) });

export const augMix = defineCast("AugMix");
export const cutMix = defineCast("CutMix");
export const randAugment = defineCast("RandAugment");
export const randomElasticTransform = defineCast("RandomElasticTransform");
export const randomErasing = defineCast("RandomErasing");
export const randomFlip = defineCast("RandomFlip");
export const randomGaussianBlur = defineCast("RandomGaussianBlur");
export const randomHeight = defineCast("RandomHeight");
export const randomPerspective = defineCast("RandomPerspective");
export const randomRotation = defineCast("RandomRotation");
export const randomSharpness = defineCast("RandomSharpness");
export const randomShear = defineCast("RandomShear");
export const randomTranslation = defineCast("RandomTranslation");
export const randomWidth = defineCast("RandomWidth");
export const randomZoom = defineCast("RandomZoom");
export const solarization = defineCast("Solarization");

/* … and these the images as they came, from Keras 3.6 on. */

const defineUntouched = (name: string) => defineLayer(name, { call: (x, m) => (m.atLeast(3, 6) ? x : x.cast(m.dtype)) });

export const equalization = defineUntouched("Equalization");
export const maxNumBoundingBoxes = defineUntouched("MaxNumBoundingBoxes");
export const mixUp = defineUntouched("MixUp");
export const randomBrightness = defineUntouched("RandomBrightness");
export const randomColorDegeneration = defineUntouched("RandomColorDegeneration");
export const randomColorJitter = defineUntouched("RandomColorJitter");
export const randomContrast = defineUntouched("RandomContrast");
export const randomGrayscale = defineUntouched("RandomGrayscale");
export const randomHue = defineUntouched("RandomHue");
export const randomInvert = defineUntouched("RandomInvert");
export const randomPosterization = defineUntouched("RandomPosterization");
export const randomSaturation = defineUntouched("RandomSaturation");

import { ModelError } from "../../../errors.js";
import type { ImageOptions } from "./read.js";
import { interpolations } from "./resize.js";

/** What the command line says of images. */
export interface ImageArguments {
  readonly size?: string;
  readonly interpolation?: string;
  readonly scale?: string;
  readonly shift?: number;
}

/** @throws ModelError `cli/usage` */
export function imageOptions({ size, interpolation, scale, shift }: ImageArguments): ImageOptions {
  const how = interpolations.find((each) => each === interpolation);
  if (interpolation !== undefined && how === undefined)
    throw new ModelError("cli/usage", `--interpolation ${interpolation}: one of ${interpolations.join(", ")}.`);
  const lengths = size === undefined ? undefined : /^(\d+)(?:[x,](\d+))?$/.exec(size);
  if (lengths === null) throw new ModelError("cli/usage", `--size ${size}: write HEIGHTxWIDTH, 224x224, or one number for both.`);
  const [height, width] = [Number(lengths?.[1]), Number(lengths?.[2] ?? lengths?.[1])];
  if (lengths && !(height > 0 && width > 0 && height * width <= 2 ** 27))
    throw new ModelError("cli/usage", `--size ${size}: an image of that size is not made.`);
  const factor = scale === undefined ? undefined : /^([-+.\de]+)(?:\/([-+.\de]+))?$/i.exec(scale);
  const [by, over] = [Number(factor?.[1]), Number(factor?.[2] ?? 1)];
  if (factor === null || (factor && !(Number.isFinite(by / over) && over !== 0)))
    throw new ModelError("cli/usage", `--scale ${scale}: write a number, or a fraction such as 1/255.`);
  if (shift !== undefined && !Number.isFinite(shift)) throw new ModelError("cli/usage", "--shift takes a number, such as -1.");
  return {
    ...(how ? { interpolation: how } : {}),
    ...(lengths ? { size: [height, width] as const } : {}),
    ...(factor ? { scale: [by, over] as const } : {}),
    ...(shift === undefined ? {} : { shift }),
  };
}
